package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Renewing;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Request;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Admission;
import dev.leasehold.policy.EmergencyDebt;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.Verdict;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes the observation of one request from whatever view it is given. */
public final class RequestObserver {
  private static final Facts.SecretPlace FREE = Facts.SecretPlace.FREE_OR_OURS;
  private static final Facts.SecretPlace UNASKED = Facts.SecretPlace.UNASKED;

  private final Bindable bindable;
  private final Rulebook rulebook;
  private final UnaryOperator<String> digest;
  private final SignatureReader signatures;

  /**
   * @param rulebook answers the conditions that catalogs' owners write
   * @param digest SHA-256 over canonical JSON
   */
  public RequestObserver(Bindable bindable, Rulebook rulebook, UnaryOperator<String> digest) {
    this(bindable, rulebook, digest, List.of(), Duration.ZERO);
  }

  /**
   * Also counts signatures.
   *
   * @param retention how long records are kept
   */
  public RequestObserver(
      Bindable bindable,
      Rulebook rulebook,
      UnaryOperator<String> digest,
      List<Signer> signers,
      Duration retention) {
    this.bindable = bindable;
    this.rulebook = rulebook;
    this.digest = digest;
    this.signatures = new SignatureReader(signers, retention, digest);
  }

  /** Everything about the request at {@code now}. */
  public RequestObservation observe(
      AccessRequest object, ClusterView view, Guard guard, Instant now) {
    RequestObservation seen = unsigned(object, view, guard, now);
    return seen.with(signatures.read(object, seen, view, now));
  }

  private RequestObservation unsigned(
      AccessRequest object, ClusterView view, Guard guard, Instant now) {
    AccessRequestStatus status = object.getStatus();
    Optional<AccessRecord> record = view.record(RequestReader.ref(object).recordName());
    Request request =
        new AskedReader(view, guard, digest)
            .read(object, record.filter(RequestObserver::isGranted));
    Verdict verdict =
        record
            .flatMap(UnfinishedRefusal::in)
            .<Verdict>map(reason -> new Verdict.Refused(reason, List.of()))
            .orElseGet(() -> judged(object, request, view, record, now));
    Optional<dev.leasehold.api.v1alpha1.Offer> offer =
        Optional.ofNullable(status).map(AccessRequestStatus::offer);
    return new RequestObservation(
        request,
        verdict,
        offer.map(o -> new Offer(o.digest(), o.guard(), Instant.parse(o.decideBy()), o.renewal())),
        offer.filter(o -> outdated(object, verdict, record, o)).isPresent(),
        ApprovalReader.read(status),
        StampReader.read(RequestReader.annotations(object)),
        CauseReader.read(status == null ? null : status.ending()),
        status != null && status.endedAt() != null,
        RequestReader.isTerminating(object),
        record.flatMap(RecordReader::view),
        record.isEmpty() && isAnswered(object, request, view),
        ReviewReader.shown(status),
        guard,
        record.isPresent()
            ? OffboardingReader.freeze(request.subject(), view)
            : OffboardingReader.freeze(object, view),
        Signatures.NONE);
  }

  /** What a limit alone would have refused says so: it is the limit that goes then. */
  private Verdict judged(
      AccessRequest object,
      Request request,
      ClusterView view,
      Optional<AccessRecord> record,
      Instant now) {
    Optional<AccessRecord> granted = record.filter(RequestObserver::isGranted);
    Verdict verdict = verdict(object, request, view, granted, now);
    return verdict instanceof Verdict.Refused refused
            && record.isEmpty()
            && request.extent().limited().isPresent()
            && !(verdict(object, request.under(Optional.empty()), view, granted, now)
                instanceof Verdict.Refused)
        ? LimitReader.notPermitted(refused)
        : verdict;
  }

  private static boolean isGranted(AccessRecord record) {
    return RecordReader.granted(record);
  }

  /** Whoever takes a record away does not thereby have access granted once more. */
  private static boolean isAnswered(AccessRequest object, Request request, ClusterView view) {
    AccessRequestStatus status = object.getStatus();
    return (status != null && status.record() != null)
        || view.tombstones().ended(request.ref().uid())
        || view.consumed(object, request.specDigest());
  }

  private Verdict verdict(
      AccessRequest object,
      Request request,
      ClusterView view,
      Optional<AccessRecord> granted,
      Instant now) {
    boolean live = granted.isPresent();
    boolean first = object.getStatus() == null || object.getStatus().offer() == null;
    OfferingReader offerings = new OfferingReader(bindable, rulebook);
    Facts.Offering offering = offerings.read(request, view, now);
    Facts facts =
        new Facts(
            request,
            offering,
            view.namespace(request.ref().namespace()).map(RequestObserver::surroundings),
            view.serviceAccount(request.ref().namespace(), request.subject().serviceAccount())
                .filter(account -> account.getMetadata().getDeletionTimestamp() == null)
                .map(account -> account.getMetadata().getUid()),
            CompanyReader.read(object, request, granted, view, now),
            first && !live && RequestReader.seesSecret(object) ? UNASKED : FREE,
            granted.map(RequestObserver::granted),
            granted.flatMap(r -> offerings.above(request, granted(r), view)));
    // Looking at all that a namespace asks for each of its requests is dear where many ask.
    List<Inquiry.Holding> holdings =
        offering.conditional() ? holdings(object, view, live, now) : List.of();
    Inquiry inquiry = new Inquiry(rulebook, now, holdings);
    Verdict verdict = indebted(Admission.review(facts, inquiry), object, request, live, view);
    // That is a call to the API server, and most who wait do so for something else.
    return facts.secret() == UNASKED && verdict instanceof Verdict.Permitted
        ? Admission.review(facts.secret(view.secret(object, request.secretName())), inquiry)
        : verdict;
  }

  private static Verdict indebted(
      Verdict verdict, AccessRequest object, Request request, boolean live, ClusterView view) {
    return request.emergency() && !live
        ? EmergencyDebt.on(verdict, request.entitlement(), view.debts(object))
        : verdict;
  }

  private static List<Inquiry.Holding> holdings(
      AccessRequest object, ClusterView view, boolean live, Instant now) {
    List<Inquiry.Holding> all = view.holdings(object, live);
    return live || all.isEmpty()
        ? all
        : all.stream().filter(h -> !h.turn().missed(ProgressReader.turn(object), now)).toList();
  }

  private static Facts.Surroundings surroundings(Namespace namespace) {
    return new Facts.Surroundings(
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()),
        namespace.getMetadata().getDeletionTimestamp() != null);
  }

  /** Whether what would be granted now has another digest than what was offered. */
  private boolean outdated(
      AccessRequest object,
      Verdict verdict,
      Optional<AccessRecord> record,
      dev.leasehold.api.v1alpha1.Offer offer) {
    return verdict instanceof Verdict.Permitted permitted
        && !offer
            .digest()
            .equals(
                digestOf(
                    object,
                    offer.renewal() == 0
                        ? permitted.entitlement()
                        : Renewing.terms(
                            permitted, record.map(RequestObserver::granted).orElse(List.of())),
                    permitted.subjectUid(),
                    offer.renewal(),
                    offer.nonce()));
  }

  private static List<Target> granted(AccessRecord record) {
    return RecordReader.grant(record).targets();
  }

  /** The digest of the offer of exactly this. */
  public String digestOf(
      AccessRequest object, Entitlement entitlement, String subjectUid, int renewal, String nonce) {
    return digest.apply(OfferDocument.of(object, entitlement, subjectUid, renewal, nonce));
  }

  /** What was accepted, with a digest that nobody can have quoted before. */
  public String renamed(String accepted, String nonce) {
    return digest.apply(OfferDocument.renamed(accepted, nonce));
  }
}
