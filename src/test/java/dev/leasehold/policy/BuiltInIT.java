package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That no resource of an API server itself is taken for somebody's own. */
final class BuiltInIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();

  private record Served(String group, String resource) {}

  @Test
  void everyResourceOfTheApiServerIsKnown() {
    KubernetesClient admin = LAB.lab().adminClient();
    List<Served> served =
        Stream.concat(
                in(admin, "", "v1"),
                admin.getApiGroups().getGroups().stream()
                    .filter(group -> !group.getName().equals("leasehold.dev"))
                    .flatMap(group -> in(admin, group)))
            .distinct()
            .toList();
    assertThat(served).contains(new Served("", "pods/exec"), new Served("apps", "deployments"));
    assertThat(served).hasSizeGreaterThan(80);
    assertThat(served).filteredOn(s -> !BuiltIn.knows(s.group(), s.resource())).isEmpty();
  }

  private static Stream<Served> in(KubernetesClient admin, APIGroup group) {
    return group.getVersions().stream()
        .map(GroupVersionForDiscovery::getGroupVersion)
        .flatMap(version -> in(admin, group.getName(), version));
  }

  private static Stream<Served> in(KubernetesClient admin, String group, String version) {
    return Objects.requireNonNull(admin.getApiResources(version)).getResources().stream()
        .map(APIResource::getName)
        .map(name -> new Served(group, name));
  }
}
