package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.observe.Keys;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request itself says: that its offer, or that of a renewal, waits for people, that it was
 * approved for later, and that it ended without ever having given access. All else is in its
 * record.
 */
public final class RequestNotices {
  /** Digits of a digest that tell one offer of a request from the others. */
  private static final int DIGITS = 16;

  private final AccessRequest request;
  private final AccessRequestStatus status;

  private RequestNotices(AccessRequest request, AccessRequestStatus status) {
    this.request = request;
    this.status = status;
  }

  /** All of them that can be told from how the request stands, first what happened first. */
  public static List<Notice> of(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    return status == null ? List.of() : new RequestNotices(request, status).all();
  }

  private List<Notice> all() {
    return Stream.of(offered(), scheduled(), closed())
        .flatMap(Optional::stream)
        .sorted(Notice.ORDER)
        .toList();
  }

  /**
   * An offer that nobody has to accept, or by another name once it was accepted, waits for none.
   */
  private Optional<Notice> offered() {
    Offer offer = status.offer();
    if (offer == null || offer.approvals().isEmpty()) {
      return Optional.empty();
    }
    String said = "offer " + offer.digest();
    Kind kind = offer.renewal() == 0 ? Kind.NEEDS_APPROVAL : Kind.RENEWAL_OFFERED;
    return entry(e -> said.equals(e.message()))
        .map(
            e ->
                notice(
                    kind,
                    offer.digest().substring(0, Math.min(DIGITS, offer.digest().length())),
                    Instant.parse(e.at()),
                    new What(
                        wanted(offer),
                        Lines.of(offer.permissions()),
                        Lines.of(offer.warnings()),
                        Optional.of(Instant.parse(offer.decideBy()))),
                    "kubectl leasehold approve "));
  }

  private static String wanted(Offer offer) {
    String roles =
        String.join(
            ", ", offer.approvals().stream().map(a -> a.needed() + " " + a.role()).toList());
    return "for " + offer.duration() + "; has to be approved by: " + roles;
  }

  private Optional<Notice> scheduled() {
    return entry(e -> e.event().equals(RequestPhase.Scheduled.name()))
        .map(
            e ->
                notice(
                    Kind.APPROVED,
                    "scheduled",
                    Instant.parse(e.at()),
                    What.said("begins at " + request.getSpec().startAt()).by(start()),
                    "kubectl leasehold show "));
  }

  private Optional<Instant> start() {
    return Optional.ofNullable(request.getSpec().startAt()).map(Instant::parse);
  }

  private Optional<Notice> closed() {
    String ended = status.endedAt();
    return ended == null || status.expiresAt() != null
        ? Optional.empty()
        : kind(status.phase())
            .map(
                kind ->
                    notice(
                        kind,
                        "",
                        Instant.parse(ended),
                        What.said(Causes.said(status.ending())),
                        "kubectl leasehold show "));
  }

  /** How a request can end that never gave access. */
  private static Optional<Kind> kind(@Nullable RequestPhase phase) {
    return phase == null
        ? Optional.empty()
        : switch (phase) {
          case Rejected -> Optional.of(Kind.REFUSED);
          case Denied -> Optional.of(Kind.DENIED);
          case Lapsed -> Optional.of(Kind.LAPSED);
          case Withdrawn, Revoked -> Optional.of(Kind.WITHDRAWN);
          case Pending,
              AwaitingApproval,
              Scheduled,
              Activating,
              Active,
              Ending,
              Ended,
              ActivationFailed ->
              Optional.empty();
        };
  }

  /** The latest of these. */
  private Optional<HistoryEntry> entry(Predicate<HistoryEntry> which) {
    return status.history().stream().filter(which).reduce((_, later) -> later);
  }

  private Notice notice(Kind kind, String which, Instant at, What what, String command) {
    ObjectMeta meta = request.getMetadata();
    About about =
        new About(
            request.getSpec().entitlement().catalog(),
            request.getSpec().entitlement().name(),
            About.REQUESTS,
            meta.getNamespace(),
            meta.getName(),
            meta.getUid(),
            Objects.requireNonNullElse(status.record(), ""));
    return new Notice(
        Notice.id(meta.getUid(), kind, which),
        kind,
        at,
        about,
        who(),
        what,
        command + about.typed());
  }

  private Who who() {
    String applier = annotation(Keys.APPLIED_BY);
    String requester = annotation(Keys.REQUESTED_BY);
    return new Who(
        requester,
        !requester.equals(applier),
        applier,
        request.getMetadata().getNamespace()
            + "/"
            + request.getSpec().subject().serviceAccountName(),
        request.getSpec().justification(),
        request.getSpec().ticket());
  }

  private String annotation(String key) {
    Map<String, String> all = request.getMetadata().getAnnotations();
    return all == null ? "" : Objects.requireNonNullElse(all.get(key), "");
  }
}
