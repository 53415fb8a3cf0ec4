package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccountabilityTransfer;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Governance;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells who accepted what a catalog hands over. The stamp quotes all of it, so that it is good for
 * nothing else; what nobody accepted, or what has no end within a year, moves nothing.
 */
public final class AcceptanceReader {
  private static final String STAMP = "acceptance.leasehold.dev/transfer";

  private AcceptanceReader() {}

  /** Who accepted the hand-over that there is now, for its taker. */
  public static Optional<String> acceptedBy(EntitlementCatalog catalog, Instant now) {
    return Optional.ofNullable(catalog.getSpec().accountabilityTransfer())
        .filter(transfer -> !tooLong(transfer, now))
        .flatMap(transfer -> stampedBy(catalog, transfer));
  }

  /** What keeps a hand-over from holding, and what to do about it. */
  public static Optional<String> obstacle(EntitlementCatalog catalog, Instant now) {
    AccountabilityTransfer transfer = catalog.getSpec().accountabilityTransfer();
    if (transfer == null || !now.isBefore(Instant.parse(transfer.until()))) {
      return Optional.empty();
    }
    if (tooLong(transfer, now)) {
      return Optional.of(
          "accountabilityTransfer.until: "
              + transfer.until()
              + " is more than "
              + Governance.Transfer.LONGEST.toDays()
              + " days ahead, so nothing is handed over; set an earlier time");
    }
    return stampedBy(catalog, transfer).isPresent()
        ? Optional.empty()
        : Optional.of(
            "accountabilityTransfer: nobody accepted it for "
                + transfer.to()
                + ", so nothing is handed over; who may accept for it annotates the catalog"
                + " leasehold.dev/accept-transfer=\""
                + transfer.to()
                + " until "
                + transfer.until()
                + '"');
  }

  private static boolean tooLong(AccountabilityTransfer transfer, Instant now) {
    return Governance.Transfer.isTooLong(Instant.parse(transfer.until()), now);
  }

  private static Optional<String> stampedBy(
      EntitlementCatalog catalog, AccountabilityTransfer transfer) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(catalog.getMetadata().getAnnotations(), Map.of());
    String before = catalog.getMetadata().getUid() + " ";
    String after =
        " accepts for " + transfer.to() + " until " + transfer.until() + ": " + transfer.because();
    String stamp = annotations.getOrDefault(STAMP, "");
    return stamp.startsWith(before)
            && stamp.endsWith(after)
            && stamp.length() > before.length() + after.length()
        ? Optional.of(stamp.substring(before.length(), stamp.length() - after.length()))
        : Optional.empty();
  }
}
