package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.api.v1alpha1.VaultHeldToken;
import dev.leasehold.api.v1alpha1.VaultHoldings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a record needs no more looks until it is deleted: it is closed, nobody owes a review of it,
 * and nothing of it could come back to life. The record of an offboarding never is.
 */
public final class Settled {
  private Settled() {}

  static boolean is(RecordDraft draft, Instant now) {
    return draft.endedAt != null
        && draft.spec.outcome() != RecordOutcome.Offboarded
        && !owed(draft)
        && revivable(draft.targets).filter(now::isBefore).isEmpty();
  }

  /** Until when what was taken back may come back to life, as when Vault is restored. */
  public static Optional<Instant> revivable(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return status == null ? Optional.empty() : revivable(status.targets());
  }

  private static boolean owed(RecordDraft draft) {
    return draft.spec.emergency()
        && draft.spec.review() != null
        && draft.reviewBy != null
        && draft.reviews.isEmpty()
        && draft.forgotten.isEmpty();
  }

  private static Optional<Instant> revivable(List<TargetStatus> targets) {
    return targets.stream()
        .map(TargetStatus::vault)
        .filter(Objects::nonNull)
        .flatMap(Settled::held)
        .max(Comparator.naturalOrder());
  }

  private static Stream<Instant> held(VaultHoldings vault) {
    return vault.tokens().stream().map(VaultHeldToken::expiresAt).map(Instant::parse);
  }
}
