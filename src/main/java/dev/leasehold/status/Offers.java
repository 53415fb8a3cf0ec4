package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.OfferApproval;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Backstop;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import dev.leasehold.policy.HeldRole;
import dev.leasehold.policy.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells approvers what exactly they would accept, and how. */
final class Offers {
  /** Digits of the digest that an approval has to quote at least (design.md §3). */
  private static final int QUOTED = 16;

  private static final int LINE = 512;

  private Offers() {}

  static Offer offer(
      AccessRequest request,
      RequestStep.Publish step,
      List<HeldRole> holdings,
      String digest,
      String nonce,
      Instant now) {
    Entitlement entitlement = step.entitlement();
    ApprovalPolicy approval = entitlement.approval();
    Duration duration = Durations.parse(request.getSpec().duration());
    return new Offer(
        digest,
        nonce,
        step.guard(),
        approval.places().stream().map(ApprovalPolicy.Place::role).distinct().toList(),
        0,
        Times.seconds(step.decideBy()),
        Durations.text(duration),
        approval.places().stream().map(p -> new OfferApproval(p.role(), p.count(), 0)).toList(),
        plain(Permissions.of(entitlement, holdings)),
        plain(Permissions.warnings(entitlement, holdings)),
        backstopAt(request, entitlement, duration, now),
        approval.mode() == ApprovalPolicy.Mode.AUTO ? null : approveCommand(request, digest),
        approval.allowSubjectControllers() ? true : null);
  }

  /** Roles may name anything, and whoever writes one must not keep an offer from being written. */
  private static List<String> plain(List<String> lines) {
    return lines.stream().map(line -> PlainLine.of(line, LINE)).toList();
  }

  /** What was granted had all its approvals. */
  static Offer accepted(Offer offer) {
    return with(
        offer,
        offer.approvals().stream()
            .map(a -> new OfferApproval(a.role(), a.needed(), a.needed()))
            .toList());
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
        approvals,
        offer.permissions(),
        offer.warnings(),
        offer.backstopAt(),
        offer.approveCommand(),
        offer.allowSubjectControllers());
  }

  /** Told where a token cannot end with the window, since none is minted for less than 10 min. */
  private static @Nullable String backstopAt(
      AccessRequest request, Entitlement entitlement, Duration duration, Instant now) {
    List<Target> tokens =
        entitlement.targets().stream().filter(t -> t.backstop() == Backstop.TOKEN).toList();
    String startAt = request.getSpec().startAt();
    Instant start = startAt == null ? now : Instant.parse(startAt);
    Window window = new Window(start, start.plus(duration));
    Instant backstop = Rotation.backstopAt(window);
    return tokens.isEmpty() || backstop.equals(window.end().plus(Rotation.LEEWAY))
        ? null
        : Times.seconds(backstop);
  }

  private static String approveCommand(AccessRequest request, String digest) {
    return "kubectl annotate --field-manager=leasehold -n "
        + request.getMetadata().getNamespace()
        + " areq "
        + request.getMetadata().getName()
        + " leasehold.dev/approve="
        + digest.substring(0, QUOTED);
  }
}
