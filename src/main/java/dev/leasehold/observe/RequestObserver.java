package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.ApprovalMethod;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import dev.leasehold.model.Signatures;
import dev.leasehold.policy.Admission;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Verdict;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the observation of one request from whatever view it is given. */
public final class RequestObserver {
  private final Bindable bindable;
  private final UnaryOperator<String> digest;
  private final SignatureReader signatures;

  /**
   * @param digest SHA-256 over canonical JSON
   */
  public RequestObserver(Bindable bindable, UnaryOperator<String> digest) {
    this(bindable, digest, List.of(), Duration.ZERO);
  }

  /**
   * Also counts signatures.
   *
   * @param retention how long records are kept
   */
  public RequestObserver(
      Bindable bindable, UnaryOperator<String> digest, List<Signer> signers, Duration retention) {
    this.bindable = bindable;
    this.digest = digest;
    this.signatures = new SignatureReader(signers, retention, digest);
  }

  /** Everything about the request at {@code now}. */
  public RequestObservation observe(
      AccessRequest object, ClusterView view, Guard guard, Instant now) {
    RequestObservation seen = unsigned(object, view, guard);
    return seen.with(signatures.read(object, seen, view, now));
  }

  private RequestObservation unsigned(AccessRequest object, ClusterView view, Guard guard) {
    Request request = RequestReader.read(object, digest);
    AccessRequestStatus status = object.getStatus();
    Optional<AccessRecord> record = view.record(request.ref().recordName());
    Verdict verdict =
        record
            .flatMap(UnfinishedRefusal::in)
            .<Verdict>map(reason -> new Verdict.Refused(reason, List.of()))
            .orElseGet(() -> verdict(object, request, view, granted(record)));
    Optional<dev.leasehold.api.v1alpha1.Offer> offer =
        Optional.ofNullable(status).map(AccessRequestStatus::offer);
    return new RequestObservation(
        request,
        verdict,
        offer.map(o -> new Offer(o.digest(), o.guard(), Instant.parse(o.decideBy()))),
        offer.filter(o -> outdated(object, verdict, o)).isPresent(),
        approvals(status),
        StampReader.read(RequestReader.annotations(object)),
        CauseReader.read(status == null ? null : status.ending()),
        status != null && status.endedAt() != null,
        record.flatMap(RecordReader::view),
        record.isEmpty() && (answered(status) || view.consumed(object, request.specDigest())),
        guard,
        Signatures.NONE);
  }

  private static boolean granted(Optional<AccessRecord> record) {
    return record.filter(r -> r.getSpec().outcome() == RecordOutcome.Granted).isPresent();
  }

  /** Whoever takes a record away does not thereby have access granted once more. */
  private static boolean answered(@Nullable AccessRequestStatus status) {
    return status != null && status.record() != null;
  }

  private Verdict verdict(AccessRequest object, Request request, ClusterView view, boolean live) {
    boolean first = object.getStatus() == null || object.getStatus().offer() == null;
    Facts facts =
        new Facts(
            request,
            offering(request, view),
            view.namespace(request.ref().namespace()).map(RequestObserver::surroundings),
            view.serviceAccount(request.ref().namespace(), request.subject().serviceAccount())
                .map(account -> account.getMetadata().getUid()),
            live ? new Facts.Usage(0, 0) : view.usage(object),
            first && !live ? view.secret(object, request.secretName()) : FREE,
            live);
    return Admission.review(facts);
  }

  private Offering offering(Request request, ClusterView view) {
    Optional<EntitlementCatalog> catalog = view.catalog(request.entitlement().catalog());
    String name = request.entitlement().qualified();
    return catalog
        .flatMap(
            c ->
                c.getSpec().entitlements().stream()
                    .filter(e -> e.name().equals(request.entitlement().name()))
                    .findFirst()
                    .map(e -> new CatalogReader(view, bindable).read(c, e)))
        .orElseGet(() -> absent(catalog.isPresent(), name));
  }

  private static Offering absent(boolean catalogThere, String name) {
    return new Offering.Missing(
        catalogThere
            ? new Reason(
                "EntitlementNotFound",
                "spec.entitlement: "
                    + name
                    + " is not in its catalog; look with kubectl get ecat -o yaml")
            : new Reason(
                "CatalogNotFound",
                "spec.entitlement.catalog: there is no such catalog for "
                    + name
                    + "; look with kubectl get ecat"));
  }

  private static Facts.Surroundings surroundings(Namespace namespace) {
    return new Facts.Surroundings(
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()),
        namespace.getMetadata().getDeletionTimestamp() != null);
  }

  /** Whether what would be granted now has another digest than what was offered. */
  private boolean outdated(
      AccessRequest object, Verdict verdict, dev.leasehold.api.v1alpha1.Offer offer) {
    return switch (verdict) {
      case Verdict.Permitted permitted ->
          !offer.digest().equals(digestOf(object, permitted, offer.nonce()));
      case Verdict.Refused refused -> false;
      case Verdict.Undecided undecided -> false;
    };
  }

  /** The digest of the offer that this verdict leads to. */
  public String digestOf(AccessRequest object, Verdict.Permitted permitted, String nonce) {
    return digest.apply(
        OfferDocument.of(object, permitted.entitlement(), permitted.subjectUid(), nonce));
  }

  private static List<Approval> approvals(@Nullable AccessRequestStatus status) {
    return status == null
        ? List.of()
        : status.approvals().stream().map(RequestObserver::approval).toList();
  }

  private static Approval approval(dev.leasehold.api.v1alpha1.Approval approval) {
    return new Approval(
        approval.approver(),
        Set.copyOf(approval.roles()),
        approval.offer(),
        Instant.parse(approval.at()),
        approval.method() == ApprovalMethod.Annotation
            ? Approval.Method.ANNOTATION
            : Approval.Method.SIGNATURE);
  }

  private static final Facts.SecretPlace FREE = Facts.SecretPlace.FREE_OR_OURS;
}
