package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart as its users get it: rendered by helm, then applied. */
final class Chart {
  static final String NAMESPACE = "leasehold-system";

  private static final String[] APPLY = {
    "apply", "--server-side", "--force-conflicts", "--field-manager=helm", "--filename=-"
  };

  private static final String PROBE =
      """
      apiVersion: leasehold.dev/v1alpha1
      kind: AccessRequest
      metadata: {name: is-the-guard-there, namespace: default}
      spec:
        entitlement: {catalog: none, name: none}
        subject: {serviceAccountName: default}
        duration: 1m
      """;

  /** What is asked for sooner after the policies were made may have escaped them (0081). */
  private static final Duration DOUBTED = Duration.ofSeconds(3);

  private Chart() {}

  static void installCrds(Lab lab) {
    StringBuilder documents = new StringBuilder();
    try (var files = Files.newDirectoryStream(Repository.path("crds"), "*.yml")) {
      for (Path file : files) {
        documents.append("---\n").append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    apply(lab, documents.toString());
  }

  static void install(Lab lab, Map<String, String> values) {
    lab.namespace(NAMESPACE, Map.of());
    List<String> flags = new ArrayList<>(flags(lab));
    values.forEach((name, value) -> flags.add("--set=" + name + "=" + value));
    apply(lab, render(flags));
    settle(lab);
  }

  /** The same by helm itself, as its users install and upgrade. */
  static void upgrade(Lab lab, Path chart, Map<String, String> values) {
    List<String> command = new ArrayList<>(List.of("upgrade", "--install", "leasehold"));
    command.addAll(List.of(chart.toString(), "--namespace=" + NAMESPACE, "--create-namespace"));
    command.addAll(flags(lab));
    values.forEach((name, value) -> command.add("--set=" + name + "=" + value));
    lab.helm(command.toArray(String[]::new)).orThrow();
    awaitServed(lab);
    settle(lab);
  }

  private static void settle(Lab lab) {
    Instant made = Instant.now();
    awaitGuard(lab);
    Lab.await().until(() -> Instant.now().isAfter(made.plus(DOUBTED)));
  }

  /** What every installation on this lab says to helm: where its servers are. */
  static List<String> flags(Lab lab) {
    List<String> flags = new ArrayList<>(List.of("--set=kubeconfig.server=" + lab.server()));
    if (lab.hasVault()) {
      flags.add("--set-json=vault.connections=" + lab.vault().connections());
    }
    return flags;
  }

  /** A mutating policy refuses a kind whose schema it has not loaded yet, for some seconds. */
  static void awaitGuard(Lab lab) {
    Lab.await()
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() -> isStamped(lab));
  }

  private static boolean isStamped(Lab lab) {
    GenericKubernetesResource request =
        Serialization.unmarshal(PROBE, GenericKubernetesResource.class);
    Map<String, String> annotations =
        lab.adminClient().resource(request).dryRun().create().getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey("leasehold.dev/applied-by");
  }

  private static String render(List<String> flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.path("helm").toString(),
                "template",
                "leasehold",
                Repository.path("helm/leasehold").toString(),
                "--namespace=" + NAMESPACE,
                "--include-crds"));
    command.addAll(flags);
    return Outcome.of(command, Map.of(), null).orThrow().stdout();
  }

  private static void apply(Lab lab, String documents) {
    lab.kubectlWithInput(People.ADMIN, documents, APPLY).orThrow();
    awaitServed(lab);
  }

  private static void awaitServed(Lab lab) {
    Lab.await().until(() -> resourceKinds(lab).allMatch(Chart::isEstablished));
    Lab.await()
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() -> resourceKinds(lab).allMatch(kind -> isServed(lab, kind)));
  }

  private static Stream<CustomResourceDefinition> resourceKinds(Lab lab) {
    return lab
        .adminClient()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .list()
        .getItems()
        .stream();
  }

  /** Established comes up to a second before the API server answers for the kind. */
  private static boolean isServed(Lab lab, CustomResourceDefinition kind) {
    String version = kind.getSpec().getVersions().getFirst().getName();
    String plural = kind.getSpec().getNames().getPlural();
    String path = "/apis/" + kind.getSpec().getGroup() + "/" + version + "/" + plural;
    return lab.adminClient().raw(path) != null;
  }

  private static boolean isEstablished(CustomResourceDefinition kind) {
    return kind.getStatus() != null
        && kind.getStatus().getConditions() != null
        && kind.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }
}
