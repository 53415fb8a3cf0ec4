package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.approval.ssh.ApprovalDocument;
import dev.leasehold.approval.ssh.SignatureAnnotation;
import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.approval.ssh.SshSignature;
import dev.leasehold.lifecycle.Renewing;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Request;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Signatures.Signed;
import dev.leasehold.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads the signatures on a request and asks what their makers may approve. */
public final class SignatureReader {
  private static final String CLUSTER = "kube-system";

  private final List<Signer> signers;
  private final Duration retention;
  private final UnaryOperator<String> digest;

  /**
   * @param retention how long a record is kept: what was signed for longer could count twice
   */
  SignatureReader(List<Signer> signers, Duration retention, UnaryOperator<String> digest) {
    this.signers = List.copyOf(signers);
    this.retention = retention;
    this.digest = digest;
  }

  /** The document that an approver of this request signs. */
  public static ApprovalDocument document(
      String cluster,
      Request request,
      dev.leasehold.model.Entitlement entitlement,
      int renewal,
      Set<String> roles,
      Instant notAfter,
      UnaryOperator<String> digest) {
    return new ApprovalDocument(
        cluster,
        request.ref().namespace(),
        request.ref().name(),
        request.requestId(),
        OfferDocument.specDigest(request, digest),
        request.entitlement().qualified(),
        digest.apply(OfferDocument.of(entitlement)),
        renewal,
        roles,
        notAfter);
  }

  /** What came of them, where there is an offer to decide on. */
  Signatures read(AccessRequest object, RequestObservation seen, ClusterView view, Instant now) {
    List<String> keys =
        RequestReader.annotations(object).keySet().stream()
            .filter(key -> key.startsWith(SignatureAnnotation.PREFIX))
            .sorted()
            .toList();
    Optional<Offer> offer = Optional.ofNullable(object.getStatus()).map(AccessRequestStatus::offer);
    if (keys.isEmpty()
        || seen.ended()
        || offer.filter(o -> seen.record().isEmpty() || o.renewal() > 0).isEmpty()
        || !(seen.verdict() instanceof Verdict.Permitted permitted)) {
      return Signatures.NONE;
    }
    Sitting sitting = new Sitting(object, seen, permitted, offer.get(), view, now);
    List<Signed> signed = new ArrayList<>();
    List<Signed> known = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    boolean unanswered = false;
    for (String key : keys) {
      Finding finding =
          keys.indexOf(key) < SignatureAnnotation.MOST
              ? judge(key, sitting)
              : new Finding.Refused("only " + SignatureAnnotation.MOST + " are looked at");
      switch (finding) {
        case Finding.Counts(Signed approval) -> signed.add(approval);
        case Finding.Known(Signed approval) -> known.add(approval);
        case Finding.Unanswered() -> unanswered = true;
        case Finding.Refused(String reason) -> refused.add(key + ": " + reason);
      }
    }
    return new Signatures(signed, known, refused, unanswered);
  }

  private record Sitting(
      AccessRequest object,
      RequestObservation seen,
      Verdict.Permitted verdict,
      Offer offer,
      ClusterView view,
      Instant now) {}

  private sealed interface Finding {
    record Counts(Signed approval) implements Finding {}

    /** It was latched when it was first seen. */
    record Known(Signed approval) implements Finding {}

    record Unanswered() implements Finding {}

    record Refused(String reason) implements Finding {}
  }

  private Finding judge(String key, Sitting at) {
    Optional<SignatureAnnotation> parsed =
        SignatureAnnotation.parse(RequestReader.annotations(at.object()).getOrDefault(key, ""));
    if (parsed.isEmpty()) {
      return new Finding.Refused("it does not have the form that ./leasehold sign writes");
    }
    SignatureAnnotation annotation = parsed.get();
    Optional<String> cluster = at.view().namespace(CLUSTER).map(n -> n.getMetadata().getUid());
    if (cluster.isEmpty()) {
      return new Finding.Unanswered();
    }
    return switch (SshSignature.check(
        annotation.bytes(), message(cluster.get(), annotation, at), signers)) {
      case SshSignature.Checked.Refused(String reason) -> new Finding.Refused(reason);
      case SshSignature.Checked.By(Signer signer, var _) ->
          latched(signer, annotation, at)
              .or(() -> ill(annotation, at.now()))
              .orElseGet(() -> signed(signer, annotation, at));
    };
  }

  /** Until when it can be seen first; what was seen goes on for as long as approvals are valid. */
  private Optional<Finding> ill(SignatureAnnotation annotation, Instant now) {
    if (!now.isBefore(annotation.notAfter())) {
      return Optional.of(
          new Finding.Refused("it was good until " + annotation.notAfter() + "; sign anew"));
    }
    return annotation.notAfter().isAfter(now.plus(retention))
        ? Optional.of(
            new Finding.Refused(
                "it is good for longer than records are kept; sign with an earlier --not-after"))
        : Optional.empty();
  }

  /** A renewal gives what is pinned, whatever the roles give at the moment. */
  private static dev.leasehold.model.Entitlement offered(Sitting at) {
    return at.seen()
        .record()
        .map(record -> Renewing.terms(at.verdict(), record.granted()))
        .orElseGet(() -> at.verdict().entitlement());
  }

  private byte[] message(String cluster, SignatureAnnotation annotation, Sitting at) {
    return document(
            cluster,
            at.seen().request(),
            offered(at),
            at.offer().renewal(),
            annotation.roles(),
            annotation.notAfter(),
            digest)
        .text()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Finding> latched(
      Signer signer, SignatureAnnotation annotation, Sitting at) {
    return at.seen().approvals().stream()
        .filter(a -> isOf(a, signer, annotation, at))
        .map(a -> a.at().plus(at.verdict().entitlement().approval().validFor()))
        .max(Instant::compareTo)
        .map(
            lapses ->
                at.now().isBefore(lapses)
                    ? new Finding.Known(new Signed(signer.user(), annotation.roles()))
                    : new Finding.Refused(
                        "it was counted, and lapsed at "
                            + lapses
                            + "; approve by annotation, see status.offer.approveCommand"));
  }

  private static Finding signed(Signer signer, SignatureAnnotation annotation, Sitting at) {
    Request request = at.seen().request();
    if (request.askers().persons().isMachine(signer.user(), signer.groups())) {
      return new Finding.Refused("machines do not approve: " + signer.user() + " is one");
    }
    if (request.concerns(signer.user())) {
      return new Finding.Refused("nobody approves for themselves: " + signer.user() + " asks");
    }
    Set<String> asked =
        annotation.roles().stream()
            .filter(at.offer().roles()::contains)
            .collect(Collectors.toUnmodifiableSet());
    if (asked.isEmpty()) {
      return new Finding.Refused("none of its roles is asked for");
    }
    boolean controllersToo = Boolean.TRUE.equals(at.offer().allowSubjectControllers());
    return switch (new SignerRights(at.view().authority(), signer)
        .of(request, asked, controllersToo)) {
      case SignerRights.Standing.Holds(Set<String> roles) ->
          new Finding.Counts(new Signed(signer.user(), roles));
      case SignerRights.Standing.Lacks(String reason) -> new Finding.Refused(reason);
      case SignerRights.Standing.Unknown() -> new Finding.Unanswered();
    };
  }

  private static boolean isOf(
      Approval approval, Signer signer, SignatureAnnotation annotation, Sitting at) {
    return approval.method() == Approval.Method.SIGNATURE
        && approval.approver().equals(signer.user())
        && approval.offer().equals(at.offer().digest())
        && annotation.roles().containsAll(approval.roles());
  }
}
