package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.ObjectReference;
import dev.leasehold.api.v1alpha1.TargetState;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of one target, as a record's status says it. */
final class TargetStatuses {
  private TargetStatuses() {}

  static TargetStatus provisioned(
      AccessRecord record, Target target, @Nullable Holdings holdings, Instant now) {
    Holdings known = holdings == null ? Holdings.unknown() : holdings;
    return new TargetStatus(
        target.name(),
        TargetState.Provisioned,
        RecordedTargets.backstop(target),
        known.objects().stream().map(TargetStatuses::reference).toList(),
        known.current().map(TargetStatuses::credential).orElse(null),
        known.previous().map(TargetStatuses::credential).orElse(null),
        before(record, target.name()).map(b -> VaultHolds.kept(b.vault(), known, now)).orElse(null),
        null,
        null);
  }

  /** The same with one more token of Vault, or more known of one. */
  static List<TargetStatus> noted(List<TargetStatus> before, Target target, VaultHold hold) {
    List<TargetStatus> after = new ArrayList<>(before);
    int at = before.stream().map(TargetStatus::name).toList().indexOf(target.name());
    TargetStatus old =
        at < 0
            ? new TargetStatus(
                target.name(),
                TargetState.Pending,
                RecordedTargets.backstop(target),
                List.of(),
                null,
                null,
                null,
                null,
                null)
            : after.remove(at);
    TargetStatus noted =
        new TargetStatus(
            old.name(),
            old.state(),
            old.backstop(),
            old.objects(),
            old.credential(),
            old.previousCredential(),
            VaultHolds.with(old, hold),
            old.removedAt(),
            old.proof());
    after.add(at < 0 ? after.size() : at, noted);
    return List.copyOf(after);
  }

  static TargetStatus in(TargetStatus before, TargetState state) {
    return new TargetStatus(
        before.name(),
        state,
        before.backstop(),
        before.objects(),
        before.credential(),
        before.previousCredential(),
        before.vault(),
        before.removedAt(),
        before.proof());
  }

  static TargetStatus removed(AccessRecord record, Target target, String proof, Instant now) {
    Optional<TargetStatus> before = before(record, target.name());
    return new TargetStatus(
        target.name(),
        TargetState.Removed,
        RecordedTargets.backstop(target),
        before.map(TargetStatus::objects).orElse(List.of()),
        before.map(TargetStatus::credential).orElse(null),
        before.map(TargetStatus::previousCredential).orElse(null),
        before.map(TargetStatus::vault).orElse(null),
        Times.exact(now),
        proof);
  }

  private static Optional<TargetStatus> before(AccessRecord record, String target) {
    AccessRecordStatus status = record.getStatus();
    return status == null
        ? Optional.empty()
        : status.targets().stream().filter(t -> t.name().equals(target)).findFirst();
  }

  private static ObjectReference reference(ObjectRef ref) {
    return new ObjectReference(
        ref.apiVersion(),
        ref.kind(),
        ref.namespace().isEmpty() ? null : ref.namespace(),
        ref.name(),
        ref.uid().isEmpty() ? null : ref.uid());
  }

  private static Credential credential(CredentialFacts facts) {
    return new Credential(
        facts.generation(),
        facts.jti(),
        facts.anchor().name().isEmpty() ? null : facts.anchor().name(),
        facts.anchor().uid().isEmpty() ? null : facts.anchor().uid(),
        Times.seconds(facts.issuedAt()),
        Times.seconds(facts.expiresAt()));
  }
}
