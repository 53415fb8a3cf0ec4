package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccountabilityTransfer;
import dev.leasehold.api.v1alpha1.EntitlementCatalogSpec;
import dev.leasehold.api.v1alpha1.Owner;
import dev.leasehold.api.v1alpha1.Owners;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells who is missing of those who have to answer for a catalog; a blank name is nobody's. */
final class OwnersReader {
  private OwnersReader() {}

  /** The first of them that is not named. */
  static Optional<Reason> lacking(EntitlementCatalogSpec catalog) {
    return named(catalog).entrySet().stream()
        .filter(named -> named.getValue().isBlank())
        .findFirst()
        .map(
            named ->
                new Reason(
                    ReasonCode.OWNER_MISSING,
                    "spec." + named.getKey() + " is blank; name who answers for it"));
  }

  private static Map<String, String> named(EntitlementCatalogSpec catalog) {
    Map<String, String> named = new LinkedHashMap<>();
    Owners owners = catalog.owners();
    add(named, "owners.catalog", owners.catalog());
    add(named, "owners.policy", owners.policy());
    add(named, "owners.provisioning", owners.provisioning());
    AccountabilityTransfer transfer = catalog.accountabilityTransfer();
    if (transfer != null) {
      named.put("accountabilityTransfer.to", transfer.to());
      named.put("accountabilityTransfer.because", transfer.because());
    }
    return named;
  }

  private static void add(Map<String, String> named, String field, Owner owner) {
    named.put(field + ".team", owner.team());
    named.put(field + ".contact", owner.contact());
  }
}
