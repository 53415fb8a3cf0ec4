package dev.leasehold.cli;

import java.util.List;
import java.util.Map;

/** The schemas of what people write, by kind. */
final class Schemas {
  private static final Map<String, Schema> BY_KIND =
      Map.of(
          "AccessRequest", Schema.of("accessrequests"),
          "EntitlementCatalog", Schema.of("entitlementcatalogs"));

  private Schemas() {}

  /** What is wrong with a manifest, if it is one of ours. */
  static List<Finding> faults(Manifest manifest) {
    if (!manifest.apiVersion().startsWith("leasehold.dev/")) {
      return List.of();
    }
    if (!manifest.apiVersion().equals(Manifest.OURS)) {
      return List.of(
          Finding.error(
              Code.SCHEMA_VIOLATED,
              manifest.place(),
              "apiVersion: there is no other than " + Manifest.OURS));
    }
    Schema schema = BY_KIND.get(manifest.kind());
    return schema == null ? List.of() : schema.faults(manifest);
  }
}
