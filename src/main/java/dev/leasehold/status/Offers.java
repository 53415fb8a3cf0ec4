package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.OfferApproval;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordedSubject;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Window;
import dev.leasehold.policy.HeldRole;
import dev.leasehold.policy.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells approvers what exactly they would accept, and how. */
final class Offers {
  /** Digits of the digest that an approval has to quote at least (design.md §3). */
  private static final int QUOTED = 16;

  private Offers() {}

  /** What would be granted for the first time. */
  static Offer offer(
      AccessRequest request,
      RequestStep.Publish step,
      List<HeldRole> holdings,
      String digest,
      String nonce,
      Instant now) {
    String startAt = request.getSpec().startAt();
    Instant start = startAt == null ? now : Instant.parse(startAt);
    Duration duration = Durations.parse(RequestLimit.duration(request));
    Terms terms =
        new Terms(
            step.subjectUid(),
            0,
            step.decideBy(),
            duration,
            new Window(start, start.plus(duration)),
            step.caution().map(Reason::message));
    return offer(
        request,
        step.entitlement(),
        holdings,
        terms,
        new FollowWriter.Name(digest, nonce, step.guard()));
  }

  /** The very same once more; until it would begin people may decide. */
  static Offer renewal(
      AccessRequest request,
      RequestStep.OfferRenewal step,
      List<HeldRole> holdings,
      String digest,
      String nonce) {
    Window more = step.prolonged();
    Window whole = new Window(step.record().window().start(), more.end());
    Duration duration = Duration.between(more.start(), more.end());
    Terms terms =
        new Terms(
            step.subjectUid(), step.number(), more.start(), duration, whole, Optional.empty());
    return offer(
        request,
        step.entitlement(),
        holdings,
        terms,
        new FollowWriter.Name(digest, nonce, step.guard()));
  }

  /** For whom, when people have to decide, on how long, and what to beware of. */
  private record Terms(
      String subjectUid,
      int renewal,
      Instant decideBy,
      Duration duration,
      Window window,
      Optional<String> caution) {}

  private static Offer offer(
      AccessRequest request,
      Entitlement entitlement,
      List<HeldRole> holdings,
      Terms terms,
      FollowWriter.Name name) {
    ApprovalPolicy approval = entitlement.approval();
    return new Offer(
        name.digest(),
        name.nonce(),
        name.guard(),
        approval.places().stream().map(ApprovalPolicy.Place::role).distinct().toList(),
        terms.renewal(),
        Times.seconds(terms.decideBy()),
        Durations.text(terms.duration()),
        subject(request, terms.subjectUid()),
        BoundObjects.of(entitlement),
        approval.places().stream().map(p -> new OfferApproval(p.role(), p.count(), 0)).toList(),
        plain(Permissions.of(entitlement, holdings)),
        plain(
            Stream.concat(
                    terms.caution().stream(),
                    warnings(entitlement, holdings, request.getSpec().emergency()))
                .toList()),
        Backstops.lastEnd(entitlement, terms.window()),
        Backstops.targets(entitlement),
        approval.mode() == ApprovalPolicy.Mode.AUTO ? null : approveCommand(request, name.digest()),
        approval.allowSubjectControllers() ? true : null);
  }

  private static RecordedSubject subject(AccessRequest request, String uid) {
    return new RecordedSubject(
        request.getMetadata().getNamespace(),
        request.getSpec().subject().serviceAccountName(),
        uid);
  }

  private static Stream<String> warnings(
      Entitlement entitlement, List<HeldRole> holdings, boolean emergency) {
    Governance rules = entitlement.governance();
    return Stream.of(
            rules.emergency().filter(rule -> emergency).map(Offers::hurried).stream(),
            Permissions.warnings(entitlement, holdings).stream(),
            rules.transfer().filter(t -> t.acceptedBy().isEmpty()).map(Offers::unaccepted).stream())
        .flatMap(lines -> lines);
  }

  private static String hurried(Governance.Emergency rule) {
    return "asked for as an emergency: who has to agree is the emergency rule's, and somebody else"
        + " has to review it within "
        + Durations.text(rule.reviewWithin());
  }

  private static String unaccepted(Governance.Transfer transfer) {
    return "accountabilityTransfer moves nothing: nobody accepted it for "
        + transfer.to()
        + ", or it ends more than 366 days ahead";
  }

  /** Roles may name anything, and whoever writes one must not keep an offer from being written. */
  private static List<String> plain(List<String> lines) {
    return lines.stream().map(line -> PlainLine.of(line, Permissions.MAX_LINE)).toList();
  }

  /** What was granted had all its approvals. */
  static Offer accepted(Offer offer) {
    return with(
        offer,
        offer.approvals().stream()
            .map(a -> new OfferApproval(a.role(), a.needed(), a.needed()))
            .toList());
  }

  /** An accepted offer by another name; nobody is to accept it any more. */
  static Offer renamed(Offer offer, String digest, String nonce, String guard) {
    return new Offer(
        digest,
        nonce,
        guard,
        offer.roles(),
        offer.renewal(),
        offer.decideBy(),
        offer.duration(),
        offer.subject(),
        offer.boundTo(),
        offer.approvals(),
        offer.permissions(),
        offer.warnings(),
        offer.backstopAt(),
        offer.targets(),
        null,
        offer.allowSubjectControllers());
  }

  /** The same offer, with its approvals counted anew. */
  static Offer with(Offer offer, List<OfferApproval> approvals) {
    return new Offer(
        offer.digest(),
        offer.nonce(),
        offer.guard(),
        offer.roles(),
        offer.renewal(),
        offer.decideBy(),
        offer.duration(),
        offer.subject(),
        offer.boundTo(),
        approvals,
        offer.permissions(),
        offer.warnings(),
        offer.backstopAt(),
        offer.targets(),
        offer.approveCommand(),
        offer.allowSubjectControllers());
  }

  private static String approveCommand(AccessRequest request, String digest) {
    return "kubectl annotate --field-manager=leasehold -n "
        + request.getMetadata().getNamespace()
        + " accessrequests.leasehold.dev "
        + request.getMetadata().getName()
        + " leasehold.dev/approve="
        + digest.substring(0, QUOTED);
  }
}
