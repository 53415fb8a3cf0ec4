package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Optional;

/** What a record says of credentials that were delivered: for which wish, and what ended by it. */
final class DeliveryNote {
  private DeliveryNote() {}

  /**
   * @param first whether nothing was delivered before
   */
  static void add(RecordDraft draft, Grant grant, boolean first, Optional<Redelivery> wish) {
    wish.ifPresent(heeded -> draft.redelivered = heeded.text());
    if (first) {
      draft.happened(HistoryEvent.Provisioned);
    } else if (Redelivery.isLeak(wish)) {
      draft.happened(HistoryEvent.LeakedCredentialsEnded, ended(grant));
    } else {
      draft.happened(HistoryEvent.CredentialsReplaced);
    }
  }

  private static Reason ended(Grant grant) {
    List<String> stored =
        grant.targets().stream().filter(Target::isStored).map(Target::name).toList();
    return new Reason(
        ReasonCode.DELIVERED,
        "they were said to have leaked: every earlier credential is revoked"
            + (stored.isEmpty()
                ? ""
                : ", but what Vault stores stays what it is until its owner changes it: "
                    + String.join(", ", stored)));
  }
}
