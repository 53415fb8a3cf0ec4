package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.RecordedSubject;
import dev.leasehold.controller.Notices;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells of trouble by an Event on the request, a counter and a line in the log. */
@Singleton
public class ClusterNotices implements Notices {
  private static final Logger LOG = Logger.getLogger(ClusterNotices.class);

  private final KubernetesClient client;
  private final MeterRegistry metrics;
  private final ClusterClock clock;

  public ClusterNotices(KubernetesClient client, MeterRegistry metrics, ClusterClock clock) {
    this.client = client;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void activationFailed(AccessRecord record, Reason reason) {
    trouble(record, "ActivationFailed", reason);
  }

  @Override
  public void externallyModified(AccessRecord record, Reason reason) {
    trouble(record, "ExternallyModified", reason);
  }

  @Override
  public void revocationFailed(AccessRecord record, Reason reason) {
    trouble(record, "RevocationFailed", reason);
  }

  @Override
  public void emergency(AccessRecord record) {
    metrics.counter("leasehold.grants.emergency").increment();
    String message =
        "emergency access to "
            + record.getSpec().entitlement().catalog()
            + "."
            + record.getSpec().entitlement().name()
            + " was given to service account "
            + record.getSpec().subject().serviceAccountName()
            + "; it has to be reviewed, see condition ReviewRequired";
    trouble(record, "EmergencyAccess", new Reason("EmergencyAccess", message));
  }

  @Override
  public void reviewOverdue(AccessRecord record) {
    String message = "nobody reviewed this access in time; it goes on";
    trouble(record, "ReviewOverdue", new Reason("Overdue", message));
  }

  @Override
  public void offboarded(AccessRecord record) {
    metrics.counter("leasehold.identities", "what", "Offboarded").increment();
    String message =
        "nothing is granted to this service account any more, and what it has is being ended; see"
            + " AccessRecord "
            + record.getMetadata().getName();
    tellIdentity(record, "Offboarded", message);
  }

  @Override
  public void reinstated(AccessRecord record) {
    metrics.counter("leasehold.identities", "what", "Reinstated").increment();
    tellIdentity(record, "Reinstated", "access may be granted to this service account again");
  }

  @Override
  public void ended(AccessRecord record, EndCause cause) {
    String named = named(record, cause);
    metrics.counter("leasehold.grants.ended", "cause", named).increment();
    LOG.infof("record=%s cause=%s ended", record.getMetadata().getName(), named);
  }

  /** By the API's own word, which has been latched before anything was taken away. */
  private static String named(AccessRecord record, EndCause cause) {
    return Optional.ofNullable(record.getStatus())
        .map(AccessRecordStatus::ending)
        .map(ending -> ending.cause().name())
        .orElse(cause.kind().name());
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

  private void trouble(AccessRecord record, String what, Reason reason) {
    metrics.counter("leasehold.trouble", "what", what).increment();
    LOG.warnf("record=%s reason=%s %s", record.getMetadata().getName(), reason.code(), what);
    tell(
        new ObjectReferenceBuilder()
            .withApiVersion(record.getApiVersion())
            .withKind("AccessRequest")
            .withNamespace(record.getSpec().request().namespace())
            .withName(record.getSpec().request().name())
            .withUid(record.getSpec().request().uid())
            .build(),
        what,
        reason.message());
  }

  private void tell(ObjectReference whom, String what, String message) {
    String now = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    try {
      client
          .v1()
          .events()
          .inNamespace(whom.getNamespace())
          .resource(
              new EventBuilder()
                  .withNewMetadata()
                  .withGenerateName(whom.getName() + "-")
                  .withNamespace(whom.getNamespace())
                  .endMetadata()
                  .withType("Warning")
                  .withReason(what)
                  .withMessage(message)
                  .withFirstTimestamp(now)
                  .withLastTimestamp(now)
                  .withCount(1)
                  .withNewSource("leasehold-operator", null)
                  .withInvolvedObject(whom)
                  .build())
          .create();
    } catch (KubernetesClientException e) {
      LOG.debugf("event reason=%s was not taken (%s)", what, e.getCode());
    }
  }
}
