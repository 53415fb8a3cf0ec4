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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of one target, as a record's status says it. */
final class TargetStatuses {
  private TargetStatuses() {}

  static TargetStatus provisioned(Target target, @Nullable Holdings holdings) {
    Holdings known = holdings == null ? Holdings.unknown() : holdings;
    return new TargetStatus(
        target.name(),
        TargetState.Provisioned,
        RecordedTargets.backstop(target),
        known.objects().stream().map(TargetStatuses::reference).toList(),
        known.current().map(TargetStatuses::credential).orElse(null),
        known.previous().map(TargetStatuses::credential).orElse(null),
        null,
        null,
        null);
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
    AccessRecordStatus status = record.getStatus();
    List<TargetStatus> known = status == null ? List.of() : status.targets();
    Optional<TargetStatus> before =
        known.stream().filter(t -> t.name().equals(target.name())).findFirst();
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
        facts.anchor().name(),
        facts.anchor().uid(),
        Times.seconds(facts.issuedAt()),
        Times.seconds(facts.expiresAt()));
  }
}
