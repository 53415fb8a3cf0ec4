package dev.leasehold.chart;

import dev.leasehold.lab.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart's objects for certain values, as helm renders them without a cluster. */
record Rendered(List<HasMetadata> objects) {
  static final String NAMESPACE = "leasehold-system";
  static final String CHART = "helm/leasehold";

  /** Every value is away from its default. */
  static final String ODD = "--values=src/test/resources/chart/odd-values.yaml";

  Rendered {
    objects = List.copyOf(objects);
  }

  static Rendered with(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("template", "leasehold", CHART, "--namespace=" + NAMESPACE));
    command.addAll(List.of(arguments));
    String yaml = Helm.run(command.toArray(String[]::new)).orThrow().stdout();
    return new Rendered(new KubernetesSerialization().<List<HasMetadata>>unmarshal(yaml));
  }

  <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }

  <T extends HasMetadata> T only(Class<T> kind, String name) {
    return all(kind)
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the chart renders no such object: " + name));
  }

  /** The rules of every role in the chart, cluster-wide and namespaced. */
  List<PolicyRule> rules() {
    return Stream.concat(
            all(ClusterRole.class).flatMap(role -> role.getRules().stream()),
            all(Role.class).flatMap(role -> role.getRules().stream()))
        .toList();
  }
}
