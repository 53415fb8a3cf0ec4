package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalogSpec;
import dev.leasehold.api.v1alpha1.RequestableFrom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Names what the API has and this version does not do. An option that were ignored would promise
 * what nobody keeps, so an entitlement that uses one is not requestable.
 */
final class Unsupported {
  private Unsupported() {}

  /** The first field that is not supported. */
  static Optional<String> in(EntitlementCatalogSpec catalog, Entitlement entitlement) {
    return unknown(entitlement).or(() -> unknown(catalog)).map(field -> "the value of " + field);
  }

  private static Optional<String> unknown(EntitlementCatalogSpec catalog) {
    return Optional.ofNullable(catalog.requestableFrom())
        .map(RequestableFrom::namespaceSelector)
        .filter(s -> s.matchExpressions().stream().anyMatch(e -> Objects.isNull(e.operator())))
        .map(selector -> "spec.requestableFrom.namespaceSelector.matchExpressions.operator");
  }

  /** The first field with a word that only a later version knows; it is read as null. */
  private static Optional<String> unknown(Entitlement entitlement) {
    Map<String, Optional<?>> words = new LinkedHashMap<>();
    words.put("sensitivity", Optional.ofNullable(entitlement.sensitivity()));
    words.put("evidence", Optional.ofNullable(entitlement.evidence()));
    words.put("approval.mode", Optional.ofNullable(entitlement.approval().mode()));
    if (entitlement.review() != null) {
      words.put("review.onOverdue", Optional.ofNullable(entitlement.review().onOverdue()));
    }
    return words.entrySet().stream()
        .filter(word -> word.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
