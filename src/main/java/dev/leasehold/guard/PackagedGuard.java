package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The policies that this operator came with; the chart renders the same files. */
final class PackagedGuard {
  /** The names of all policies, each in a file of its own together with its binding. */
  static final List<String> POLICIES =
      List.of(
          "leasehold-annotations",
          "leasehold-approvals",
          "leasehold-canary",
          "leasehold-creation",
          "leasehold-denials",
          "leasehold-fence-accounts",
          "leasehold-fence-bindings",
          "leasehold-fence-secrets",
          "leasehold-fence-tokens",
          "leasehold-forget",
          "leasehold-grants-namespace",
          InstalledKinds.POLICY,
          "leasehold-limits",
          "leasehold-machines",
          "leasehold-mark",
          "leasehold-metadata",
          "leasehold-offboardings",
          "leasehold-operator-identity",
          "leasehold-purge",
          "leasehold-records",
          "leasehold-reviews",
          "leasehold-revocations",
          "leasehold-stamp",
          "leasehold-stamp-forget",
          "leasehold-stamp-offboarding",
          "leasehold-stamp-purge",
          "leasehold-stamp-transfer",
          "leasehold-status",
          "leasehold-transfers");

  private PackagedGuard() {}

  /** Policies and bindings as the chart renders them for this installation. */
  static List<GenericKubernetesResource> objects(Installation installation) {
    List<GenericKubernetesResource> objects = new ArrayList<>();
    for (String policy : POLICIES) {
      for (String document : installation.fill(text(policy)).split("(?m)^---$", -1)) {
        objects.add(Serialization.unmarshal(document, GenericKubernetesResource.class));
      }
    }
    return objects;
  }

  private static String text(String policy) {
    try (InputStream file = PackagedGuard.class.getResourceAsStream(policy + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException(policy + ".yaml is missing from the package");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
