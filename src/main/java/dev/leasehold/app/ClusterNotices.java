package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.RecordedRequest;
import dev.leasehold.api.v1alpha1.RecordedSubject;
import dev.leasehold.controller.Notices;
import dev.leasehold.metrics.Happenings;
import dev.leasehold.metrics.Label;
import dev.leasehold.metrics.Meters;
import dev.leasehold.metrics.Metric;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.notice.Desk;
import dev.leasehold.status.Causes;
import dev.leasehold.sweep.Sweep;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells of what happens by Events on the request; of trouble also by a counter and in the log. */
@Singleton
public class ClusterNotices implements Notices {
  private static final Logger LOG = Logger.getLogger(ClusterNotices.class);

  private final Herald herald;
  private final Meters meters;
  private final Happenings happenings;
  private final ClusterClock clock;
  private final Desk desk;

  public ClusterNotices(KubernetesClient client, Meters meters, ClusterClock clock, Desk desk) {
    this.herald =
        new Herald(event -> publish(client, event), () -> meters.count(Metric.EVENTS_LOST));
    this.meters = meters;
    this.happenings = new Happenings(meters);
    this.clock = clock;
    this.desk = desk;
  }

  private static void publish(KubernetesClient client, Event event) {
    String namespace = event.getMetadata().getNamespace();
    client.v1().events().inNamespace(namespace).resource(event).create();
  }

  @Override
  public void happened(AccessRequest request, HistoryEntry entry) {
    happenings.happened(request, entry);
    ObjectMeta meta = request.getMetadata();
    ObjectReference whom = request(meta.getNamespace(), meta.getName(), meta.getUid());
    herald.tell(() -> Announcement.of(request, entry).map(said -> said.about(whom)));
  }

  @Override
  public void written(AccessRequest request) {
    desk.written(request);
  }

  @Override
  public void written(AccessRecord record) {
    desk.written(record);
  }

  @Override
  public void provided(AccessRecord record, Optional<AccessRequest> request) {
    happenings.provided(record, request, clock.instant());
  }

  @Override
  public void swept(Sweep.Finding what, int times) {
    happenings.found(
        switch (what) {
          case ORPHAN -> Label.Finding.Orphan;
          case DUE -> Label.Finding.Due;
          case CHANGED -> Label.Finding.Changed;
        },
        times);
  }

  @Override
  public void activationFailed(AccessRecord record, Reason reason) {
    trouble(record, Label.Trouble.ActivationFailed, reason);
  }

  @Override
  public void externallyModified(AccessRecord record, Reason reason) {
    trouble(record, Label.Trouble.ExternallyModified, reason);
  }

  @Override
  public void revocationFailed(AccessRecord record, Reason reason) {
    trouble(record, Label.Trouble.RevocationFailed, reason);
  }

  @Override
  public void emergency(AccessRecord record) {
    meters.count(Metric.GRANTS_EMERGENCY);
    String message =
        "emergency access to "
            + record.getSpec().entitlement().catalog()
            + "."
            + record.getSpec().entitlement().name()
            + " was given to service account "
            + record.getSpec().subject().serviceAccountName()
            + "; it has to be reviewed, see condition ReviewRequired";
    trouble(
        record, Label.Trouble.EmergencyAccess, new Reason(ReasonCode.EMERGENCY_ACCESS, message));
  }

  @Override
  public void reviewOverdue(AccessRecord record) {
    String message = "nobody reviewed this access in time; it goes on";
    trouble(record, Label.Trouble.ReviewOverdue, new Reason(ReasonCode.OVERDUE, message));
  }

  @Override
  public void offboarded(AccessRecord record) {
    happenings.identity(Label.Standing.Offboarded);
    String message =
        "nothing is granted to this service account any more, and what it has is being ended; see"
            + " AccessRecord "
            + record.getMetadata().getName();
    tellIdentity(record, "Offboarded", message);
  }

  @Override
  public void reinstated(AccessRecord record) {
    happenings.identity(Label.Standing.Reinstated);
    tellIdentity(record, "Reinstated", "access may be granted to this service account again");
  }

  @Override
  public void purged(AccessRecord record, List<Stamp> people) {
    meters.count(Metric.RECORDS_PURGED);
    LOG.infof(
        "record=%s by=%s purged",
        record.getMetadata().getName(), people.stream().map(Stamp::user).toList());
  }

  @Override
  public void ended(AccessRecord record, EndCause cause) {
    EndingCause named = named(record, cause);
    happenings.ended(record, named, clock.instant());
    LOG.infof("record=%s cause=%s ended", record.getMetadata().getName(), named);
  }

  /** By the API's own word, also where it was not latched, as at the end of a window. */
  private static EndingCause named(AccessRecord record, EndCause cause) {
    return Optional.ofNullable(record.getStatus())
        .map(AccessRecordStatus::ending)
        .map(Ending::cause)
        .orElseGet(() -> Causes.api(cause.kind()));
  }

  private void tellIdentity(AccessRecord record, String what, String message) {
    LOG.infof("record=%s %s", record.getMetadata().getName(), what);
    RecordedSubject subject = record.getSpec().subject();
    tell(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ServiceAccount")
            .withNamespace(subject.namespace())
            .withName(subject.serviceAccountName())
            .withUid(subject.uid())
            .build(),
        what,
        message);
  }

  private void trouble(AccessRecord record, Label.Trouble what, Reason reason) {
    happenings.trouble(what);
    LOG.warnf("record=%s reason=%s %s", record.getMetadata().getName(), reason.code(), what);
    RecordedRequest request = record.getSpec().request();
    tell(
        request(request.namespace(), request.name(), request.uid()), what.name(), reason.message());
  }

  private static ObjectReference request(String namespace, String name, String uid) {
    return new ObjectReferenceBuilder()
        .withApiVersion(HasMetadata.getApiVersion(AccessRequest.class))
        .withKind("AccessRequest")
        .withNamespace(namespace)
        .withName(name)
        .withUid(uid)
        .build();
  }

  private void tell(ObjectReference whom, String what, String message) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    herald.tell(() -> Optional.of(new Announcement("Warning", what, message, now).about(whom)));
  }
}
