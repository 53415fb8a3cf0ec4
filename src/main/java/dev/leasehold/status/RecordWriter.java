package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.AppliedAs;
import dev.leasehold.api.v1alpha1.EntitlementCatalogSpec;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.Owner;
import dev.leasehold.api.v1alpha1.Owners;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RecordedEntitlement;
import dev.leasehold.api.v1alpha1.RecordedRequest;
import dev.leasehold.api.v1alpha1.RecordedRequester;
import dev.leasehold.api.v1alpha1.RecordedSubject;
import dev.leasehold.api.v1alpha1.RecordedTransfer;
import dev.leasehold.api.v1alpha1.Sensitivity;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance.Transfer;
import dev.leasehold.model.Request;
import dev.leasehold.policy.Decision;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what was decided, before anything is done about it. */
public final class RecordWriter {
  private static final int USER = 253;
  private static final String CATALOG = "leasehold.dev/catalog";
  private static final String ENTITLEMENT = "leasehold.dev/entitlement";

  private final Map<String, String> labels;
  private final String finalizer;

  /**
   * @param finalizer holds the record until its access is proved to have ended
   */
  public RecordWriter(Map<String, String> labels, String finalizer) {
    this.labels = Map.copyOf(labels);
    this.finalizer = finalizer;
  }

  /** The intent to grant exactly this. */
  public AccessRecord granted(
      AccessRequest object,
      Request request,
      RequestStep.Activate step,
      String entitlementDigest,
      List<Decision> trace) {
    Entitlement entitlement = step.entitlement();
    return record(
        request,
        new AccessRecordSpec(
            RecordOutcome.Granted,
            recorded(request),
            requester(request),
            request.applier(),
            object.getSpec().channel(),
            subject(request, step.subjectUid()),
            new RecordedEntitlement(
                entitlement.ref().catalog(),
                entitlement.ref().name(),
                entitlementDigest,
                owners(entitlement.owners()),
                entitlement.governance().transfer().map(RecordWriter::transfer).orElse(null),
                entitlement.title(),
                sensitivity(entitlement.sensitivity())),
            step.offer(),
            step.guard(),
            RequestStatusWriter.approvals(step.approvals(), step.offer()),
            new Window(Times.exact(step.window().start()), Times.exact(step.window().end())),
            entitlement.targets().stream().map(RecordedTargets::of).toList(),
            request.secretName(),
            ReviewDuties.of(entitlement, request.emergency()),
            request.justification(),
            request.ticket(),
            request.emergency(),
            RequestStatusWriter.decision(trace)));
  }

  /**
   * The fact that nothing was granted, with whatever approvals there were.
   *
   * @param catalog whose owners answer for that, if there is one
   * @param acceptedBy who accepted what it hands over
   */
  public AccessRecord refused(
      AccessRequest object,
      Request request,
      EndCause cause,
      List<Decision> trace,
      Optional<EntitlementCatalogSpec> catalog,
      Optional<String> acceptedBy) {
    Optional<AccessRequestStatus> status = Optional.ofNullable(object.getStatus());
    return record(
        request,
        new AccessRecordSpec(
            Causes.refusal(cause.kind()),
            recorded(request),
            requester(request),
            request.applier(),
            object.getSpec().channel(),
            subject(request, null),
            new RecordedEntitlement(
                request.entitlement().catalog(),
                request.entitlement().name(),
                null,
                catalog.map(EntitlementCatalogSpec::owners).orElse(null),
                catalog
                    .map(EntitlementCatalogSpec::accountabilityTransfer)
                    .map(t -> recorded(t.to(), t.until(), t.because(), acceptedBy))
                    .orElse(null),
                null,
                null),
            status.map(AccessRequestStatus::offer).map(Offer::digest).orElse(null),
            null,
            status.map(AccessRequestStatus::approvals).orElse(List.of()),
            null,
            List.of(),
            null,
            null,
            request.justification(),
            request.ticket(),
            request.emergency(),
            RequestStatusWriter.decision(trace)));
  }

  private AccessRecord record(Request request, AccessRecordSpec spec) {
    AccessRecord record = new AccessRecord();
    record.setMetadata(
        new ObjectMetaBuilder()
            .withName(request.ref().recordName())
            .withLabels(labels(spec.entitlement()))
            .withFinalizers(finalizer)
            .build());
    record.setSpec(spec);
    return record;
  }

  /** What was given, so that records can be selected by it; its two names fit into labels. */
  private Map<String, String> labels(RecordedEntitlement entitlement) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(CATALOG, entitlement.catalog());
    all.put(ENTITLEMENT, entitlement.name());
    return all;
  }

  private static RecordedRequest recorded(Request request) {
    return new RecordedRequest(
        request.ref().namespace(),
        request.ref().name(),
        request.ref().uid(),
        request.requestId(),
        request.specDigest(),
        Times.seconds(request.createdAt()),
        LimitWriter.recorded(request.extent()));
  }

  private static RecordedRequester requester(Request request) {
    return new RecordedRequester(
        request.requester(),
        request.askers().claimed(),
        switch (request.askers().as()) {
          case PERSON -> null;
          case DELEGATE -> AppliedAs.Delegate;
          case MACHINE -> AppliedAs.Machine;
          case UNPROVED -> AppliedAs.Unproved;
        });
  }

  private static RecordedSubject subject(Request request, @Nullable String uid) {
    return new RecordedSubject(
        request.subject().namespace(), request.subject().serviceAccount(), uid);
  }

  private static RecordedTransfer transfer(Transfer transfer) {
    return recorded(
        transfer.to(), transfer.until().toString(), transfer.because(), transfer.acceptedBy());
  }

  private static RecordedTransfer recorded(
      String to, String until, String because, Optional<String> acceptedBy) {
    return new RecordedTransfer(
        to, until, because, acceptedBy.map(user -> PlainLine.of(user, USER)).orElse(null));
  }

  private static Owners owners(dev.leasehold.model.Owners owners) {
    return new Owners(
        owner(owners.catalog()), owner(owners.policy()), owner(owners.provisioning()));
  }

  private static Owner owner(dev.leasehold.model.Owners.Owner owner) {
    return new Owner(owner.team(), owner.contact());
  }

  private static Sensitivity sensitivity(dev.leasehold.model.Sensitivity sensitivity) {
    return switch (sensitivity) {
      case LOW -> Sensitivity.Low;
      case MODERATE -> Sensitivity.Moderate;
      case HIGH -> Sensitivity.High;
      case CRITICAL -> Sensitivity.Critical;
    };
  }
}
