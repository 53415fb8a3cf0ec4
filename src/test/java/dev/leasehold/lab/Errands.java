package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a lab does with its programs and clients on somebody's behalf. */
record Errands(Lab lab) {
  Outcome kubectl(Person person, @Nullable String input, List<String> arguments) {
    Path kubeconfig = lab.file("kubeconfig.yaml", lab.kubeconfig(person));
    List<String> command = new ArrayList<>(List.of(Programs.path("kubectl").toString()));
    command.add("--kubeconfig=" + kubeconfig);
    command.add("--cache-dir=" + lab.directory().resolve("kubectl"));
    command.addAll(arguments);
    return Outcome.of(command, Map.of("KUBECTL_APPLYSET", "true"), input);
  }

  Outcome helm(String... arguments) {
    String kubeconfig = lab.file("kubeconfig.yaml", lab.kubeconfig(People.ADMIN)).toString();
    return Helm.run(Map.of("KUBECONFIG", kubeconfig), arguments);
  }

  void namespace(String name, Map<String, String> labels) {
    lab.adminClient()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
    Lab.await()
        .until(
            () ->
                lab.adminClient().serviceAccounts().inNamespace(name).withName("default").get()
                    != null);
  }
}
