package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The three kinds as the cluster has them. Their definitions decide whether status is kept apart
 * from what people write, and whether records outlive a mistake, so they belong to the guard. They
 * are read rather than tried: trying would take the right to write them.
 */
record InstalledKinds(List<GenericKubernetesResource> definitions) {
  static final String POLICY = "leasehold-kinds";
  static final List<String> NAMES =
      List.of(
          "accessrecords.leasehold.dev",
          "accessrequests.leasehold.dev",
          "entitlementcatalogs.leasehold.dev");

  InstalledKinds {
    definitions = List.copyOf(definitions);
  }

  /** What lets others write status, or takes the objects away, if anything does. */
  Optional<Proof.NotLive> fault() {
    return NAMES.stream().map(this::fault).flatMap(Optional::stream).findFirst();
  }

  private Optional<Proof.NotLive> fault(String name) {
    return definitions.stream()
        .filter(definition -> definition.getMetadata().getName().equals(name))
        .findFirst()
        .map(InstalledKinds::faultOf)
        .orElse(Optional.of("is missing"))
        .map(
            fault ->
                new Proof.NotLive(
                    POLICY,
                    "CustomResourceDefinition %s %s: install the chart's own"
                        .formatted(name, fault)));
  }

  private static Optional<String> faultOf(GenericKubernetesResource definition) {
    if (definition.getMetadata().getDeletionTimestamp() != null) {
      return Optional.of("is being deleted");
    }
    if (!"None".equals(definition.get("spec", "conversion", "strategy"))) {
      return Optional.of("has a conversion webhook");
    }
    List<Map<String, Object>> versions = definition.get("spec", "versions");
    return versions.stream()
        .filter(version -> !separatesStatus(version))
        .map(version -> "has version %s without status subresource".formatted(version.get("name")))
        .findFirst();
  }

  private static boolean separatesStatus(Map<String, Object> version) {
    return version.get("subresources") instanceof Map<?, ?> parts && parts.containsKey("status");
  }
}
