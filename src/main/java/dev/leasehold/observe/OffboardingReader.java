package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.OffboardingObservation;
import dev.leasehold.lifecycle.OffboardingObservation.Standing;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads who was offboarded: from service accounts, which say so, and from records, which keep it.
 */
public final class OffboardingReader {
  private OffboardingReader() {}

  /** Whether the record is that of an offboarding, and of no request. */
  public static boolean is(AccessRecord record) {
    return record.getSpec().outcome() == RecordOutcome.Offboarded;
  }

  /** Whose record it is. */
  public static Subject identity(AccessRecord record) {
    return new Subject(
        record.getSpec().subject().namespace(), record.getSpec().subject().serviceAccountName());
  }

  /** Whether the service account says, or once said, that it is offboarded. */
  public static boolean stamped(ServiceAccount account) {
    return !said(account).isEmpty();
  }

  /** The same, where no more than its metadata was read. */
  public static boolean stamped(ObjectMeta account) {
    return !said(account).isEmpty();
  }

  /** Whether it says so and the record does not know of it yet. */
  public static boolean unheeded(ServiceAccount account, Optional<AccessRecord> record) {
    return !fresh(account, record).isEmpty();
  }

  /**
   * Whether the identity is frozen. The record says so for good, or the evidence log of a time that
   * the record does not know; a service account that says so and was not latched yet is believed
   * too, whether the guard is proved or not, since that only ends what can be asked for again.
   */
  public static Optional<Freeze> freeze(Subject identity, ClusterView view) {
    Optional<AccessRecord> record = view.offboarding(identity);
    return record.filter(OffboardingReader::frozen).isPresent()
        ? record.map(OffboardingReader::recorded)
        : LostOffboarding.of(record, view.tombstones().offboarded(identity))
            .or(
                () ->
                    view.serviceAccount(identity.namespace(), identity.serviceAccount())
                        .map(account -> fresh(account, record))
                        .filter(said -> !said.isEmpty())
                        .map(List::getLast)
                        .map(s -> new Freeze(identity, s.user(), s.text(), Optional.empty())));
  }

  /**
   * Whether one of those is frozen whom a request is about. What was granted already is its
   * subject's matter alone.
   */
  static Optional<Freeze> freeze(AccessRequest request, ClusterView view) {
    return identities(request).flatMap(identity -> freeze(identity, view).stream()).findFirst();
  }

  /** The subject of a request, and service accounts that ask or put it there. */
  public static Stream<Subject> identities(AccessRequest request) {
    return Stream.concat(
            Stream.of(RequestReader.subject(request)),
            RequestReader.names(request).stream().flatMap(asker -> Subject.named(asker).stream()))
        .distinct();
  }

  /**
   * Everything about the offboarding of one identity.
   *
   * @param said the latest of it in the evidence log, if that says that it is offboarded
   */
  public static OffboardingObservation observe(
      Optional<AccessRecord> record,
      Optional<Freeze> said,
      Optional<ServiceAccount> account,
      boolean open,
      Guard guard) {
    return new OffboardingObservation(
        standing(record, said),
        account.map(a -> fresh(a, record)).orElse(List.of()),
        record.map(OffboardingReader::lifted).orElse(List.of()),
        account.filter(a -> heeded(a, record) > 0).isPresent() ? Presence.PRESENT : Presence.GONE,
        open,
        record.flatMap(OffboardingReader::settled),
        record.filter(r -> r.getMetadata().getDeletionTimestamp() != null).isPresent(),
        guard,
        record
            .map(AccessRecord::getStatus)
            .map(AccessRecordStatus::retainUntil)
            .map(Instant::parse));
  }

  private static Standing standing(Optional<AccessRecord> record, Optional<Freeze> said) {
    if (LostOffboarding.of(record, said).isPresent()) {
      return Standing.LOST;
    }
    return record
        .map(r -> frozen(r) ? Standing.FROZEN : Standing.REINSTATED)
        .orElse(Standing.NEVER);
  }

  /**
   * Whether the record freezes its identity. One that was made and not written to its end does: it
   * is the intent.
   */
  public static boolean frozen(AccessRecord record) {
    return is(record)
        && (record.getStatus() == null || record.getStatus().phase() != RecordPhase.Reinstated);
  }

  private static Freeze recorded(AccessRecord record) {
    return offboarding(record)
        .map(
            o ->
                new Freeze(
                    identity(record),
                    o.by(),
                    Objects.requireNonNullElse(o.message(), ""),
                    Optional.of(Instant.parse(o.at()))))
        .orElseGet(
            () ->
                new Freeze(
                    identity(record),
                    record.getSpec().requester().name(),
                    record.getSpec().justification(),
                    Optional.of(Instant.parse(record.getMetadata().getCreationTimestamp()))));
  }

  private static Optional<Boolean> settled(AccessRecord record) {
    return Optional.ofNullable(record.getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.getType().equals("AccessRemoved"))
        .map(condition -> condition.getStatus().equals("True"))
        .findFirst();
  }

  private static List<Stamp> fresh(ServiceAccount account, Optional<AccessRecord> record) {
    int heeded = heeded(account, record);
    return said(account).stream().filter(stamp -> stamp.slot() > heeded).toList();
  }

  private static List<Stamp> said(ServiceAccount account) {
    return said(account.getMetadata());
  }

  private static List<Stamp> said(ObjectMeta account) {
    Map<String, String> annotations = account.getAnnotations();
    return annotations == null
        ? List.of()
        : of(Stamp.Act.OFFBOARDING, account.getUid(), StampReader.read(annotations));
  }

  /** How many places of this very account were latched; those of others say nothing about it. */
  private static int heeded(ServiceAccount account, Optional<AccessRecord> record) {
    return record
        .flatMap(OffboardingReader::offboarding)
        .filter(o -> o.account().equals(account.getMetadata().getUid()))
        .map(Offboarding::stamps)
        .orElse(0);
  }

  private static List<Stamp> lifted(AccessRecord record) {
    int heeded = offboarding(record).map(Offboarding::reinstatements).orElse(0);
    return of(Stamp.Act.REINSTATEMENT, record.getMetadata().getUid(), RecordReader.stamps(record))
        .stream()
        .filter(stamp -> stamp.slot() > heeded)
        .toList();
  }

  private static List<Stamp> of(Stamp.Act act, String uid, List<Stamp> stamps) {
    return stamps.stream().filter(s -> s.act() == act && s.uid().equals(uid)).toList();
  }

  static Optional<Offboarding> offboarding(AccessRecord record) {
    return Optional.ofNullable(record.getStatus()).map(AccessRecordStatus::offboarding);
  }
}
