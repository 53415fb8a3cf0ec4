package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.observe.SelectorReader;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Catalogs, as far as the caller may read them. */
record Catalogs(KubernetesClient client) {
  /** How many are looked at. */
  static final int LOOKED_AT = 500;

  private static final long PAGE = 50;

  /** One entitlement of a catalog. */
  record Item(String catalog, Entitlement entitlement) {
    String qualified() {
      return catalog + "." + entitlement.name();
    }
  }

  /** The catalog, if it is there. */
  Optional<EntitlementCatalog> named(String name) {
    return Optional.ofNullable(client.resources(EntitlementCatalog.class).withName(name).get());
  }

  /**
   * Looks at what can be requested from a namespace with these labels, page by page.
   *
   * @param labels empty where they are not known: then no catalog is left out
   * @return whether there are more catalogs than {@link #LOOKED_AT}
   */
  boolean each(Optional<Map<String, String>> labels, Consumer<Item> look) {
    String next = "";
    for (int page = 0; page < LOOKED_AT / PAGE; page++) {
      KubernetesResourceList<EntitlementCatalog> found =
          client
              .resources(EntitlementCatalog.class)
              .list(
                  new ListOptionsBuilder()
                      .withLimit(PAGE)
                      .withContinue(next.isEmpty() ? null : next)
                      .build());
      found.getItems().stream()
          .filter(catalog -> labels.isEmpty() || serves(catalog, labels.get()))
          .forEach(catalog -> items(catalog, look));
      next = Objects.requireNonNullElse(found.getMetadata().getContinue(), "");
      if (next.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean serves(EntitlementCatalog catalog, Map<String, String> labels) {
    return SelectorReader.read(catalog.getSpec().requestableFrom())
        .filter(selector -> selector.matches(labels))
        .isPresent();
  }

  private static void items(EntitlementCatalog catalog, Consumer<Item> look) {
    catalog.getSpec().entitlements().stream()
        .filter(e -> e.state() == EntitlementState.Requestable)
        .forEach(e -> look.accept(new Item(catalog.getMetadata().getName(), e)));
  }

  /** The labels of a namespace; empty where the caller may not read it. */
  Optional<Map<String, String>> labels(String namespace) {
    try {
      return Optional.ofNullable(client.namespaces().withName(namespace).get())
          .map(found -> Objects.requireNonNullElse(found.getMetadata().getLabels(), Map.of()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
