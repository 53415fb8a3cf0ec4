package dev.leasehold.sweep;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.ObjectReference;
import dev.leasehold.api.v1alpha1.RoleKind;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sweep keeps of a record that is not closed.
 *
 * @param request UID of its request
 * @param subject UID of its subject's service account
 * @param due since when the record itself says that there is something to do
 * @param objects UIDs of what must be there
 * @param roles those that are bound, as {@link #role} names them
 * @param remote whether another system than the API server takes part
 */
record Open(
    String name,
    String request,
    Subject identity,
    Optional<String> subject,
    Optional<Instant> due,
    List<String> objects,
    List<Bound> roles,
    boolean remote) {
  Open {
    objects = List.copyOf(objects);
    roles = List.copyOf(roles);
  }

  static Open of(AccessRecord record, Instant now) {
    return new Open(
        record.getMetadata().getName(),
        record.getSpec().request().uid(),
        OffboardingReader.identity(record),
        Optional.ofNullable(record.getSpec().subject().uid()),
        due(record, now),
        objects(record),
        roles(record),
        RemoteWatch.concerns(record));
  }

  private static Optional<Instant> due(AccessRecord record, Instant now) {
    Instant end = RecordReader.window(record).end();
    boolean begun =
        RecordReader.standing(record) == Standing.ENDING
            || record.getMetadata().getDeletionTimestamp() != null;
    return Stream.of(
            Optional.of(end).filter(at -> !now.isBefore(at)),
            Optional.of(now).filter(at -> begun),
            RecordReader.reviewMissed(record, now))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** How a role of a namespace, or of the cluster, is named here. */
  static String role(@Nullable String namespace, String name) {
    return Objects.requireNonNullElse(namespace, "") + "/" + name;
  }

  /**
   * A role that is bound.
   *
   * @param uid empty in records of earlier versions
   */
  record Bound(String role, Optional<String> uid) {}

  private static List<Bound> roles(AccessRecord record) {
    return record.getSpec().targets().stream()
        .flatMap(target -> target.bindings().stream())
        .map(
            b ->
                new Bound(
                    role(
                        b.roleRef().kind() == RoleKind.Role ? b.namespace() : null,
                        b.roleRef().name()),
                    Optional.ofNullable(b.roleUID())))
        .distinct()
        .toList();
  }

  /** Accounts and anchors are in no cache, so this is how their loss is noticed. */
  private static List<String> objects(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return status == null || RecordReader.standing(record) != Standing.ACTIVE
        ? List.of()
        : status.targets().stream()
            .flatMap(
                target ->
                    Stream.concat(
                        target.objects().stream().map(ObjectReference::uid),
                        Stream.ofNullable(target.credential()).map(Credential::anchorUid)))
            .filter(Objects::nonNull)
            .toList();
  }
}
