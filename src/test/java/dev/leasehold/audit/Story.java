package dev.leasehold.audit;

import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.model.Approval;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What happened to one request, entry by entry; each method goes on from the time before. */
public final class Story {
  public static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  private static final String OFFER = "ab".repeat(32);

  private final List<Event> events = new ArrayList<>();
  private final RequestRef request;
  private Facts asked;
  private Instant now;
  private boolean late;

  private Story(int number, String name, Facts asked) {
    this.request = new RequestRef("payments", name, new UUID(4242, number).toString());
    this.asked = asked;
    this.now = START.plus(Duration.ofHours(number));
  }

  /** The request of this number begins so many hours after the first. */
  public static Story of(int number, String name) {
    return of(number, name, "ines", "Month-end reconciliation");
  }

  public static Story of(int number, String name, String requester, String justification) {
    return new Story(
        number,
        name,
        Facts.none()
            .entitlement(new EntitlementRef("payments", "orders-reader"))
            .subject(new Subject("payments", "nightly"))
            .asked(requester, "argocd")
            .explained(justification, "CHG-1042")
            .emergency(false));
  }

  Story emergency() {
    asked = asked.emergency(true);
    return this;
  }

  Story late() {
    late = true;
    return this;
  }

  public Story after(Duration passed) {
    now = now.plus(passed);
    return this;
  }

  public Story offered() {
    return add(EventKind.OFFERED, asked.offer(OFFER).approvalNeeded(true));
  }

  /** Access for four hours, which somebody approved two minutes ago. */
  public Story intended(String approver) {
    Approval approval =
        new Approval(
            approver,
            Set.of("owner"),
            OFFER,
            now.minus(Duration.ofMinutes(2)),
            Approval.Method.ANNOTATION);
    return intended(asked.approvals(List.of(approval)));
  }

  Story intendedByNobody() {
    return intended(asked.approvals(List.of()));
  }

  Story intendedWithReview(String approver, Duration within) {
    asked = asked.reviewWithin(within);
    return intended(approver);
  }

  /** The window is to end so much later, which somebody accepted now; the start stays. */
  Story prolonging(Instant start, Duration length, String approver) {
    Approval approval =
        new Approval(approver, Set.of("owner"), OFFER, now, Approval.Method.ANNOTATION);
    return add(
        EventKind.PROVISION_INTENDED,
        asked
            .approvals(List.of(approval))
            .window(new Window(start, start.plus(length)))
            .targets(List.of("shop")));
  }

  private Story intended(Facts facts) {
    return add(
        EventKind.PROVISION_INTENDED,
        facts.window(new Window(now, now.plus(Duration.ofHours(4)))).targets(List.of("shop")));
  }

  public Story provisioned() {
    return add(EventKind.PROVISIONED, Facts.none());
  }

  public Story revoking(ReasonCode why) {
    return add(EventKind.REVOKE_INTENDED, Facts.none().reason(new Reason(why, "")));
  }

  public Story revoked() {
    return add(EventKind.REVOKED, Facts.none());
  }

  Story reviewed() {
    return add(EventKind.REVIEWED, Facts.none().by("rita").reason(new Reason(ReasonCode.KEEP, "")));
  }

  Story add(EventKind kind, Facts facts) {
    events.add(new Event(kind, now, request, "5f".repeat(32), facts, late));
    late = false;
    now = now.plusSeconds(2);
    return this;
  }

  /** From asked to removed, with its window and in time. */
  public static Story ordinary(int number, String name) {
    return of(number, name)
        .offered()
        .after(Duration.ofMinutes(10))
        .intended("olga")
        .provisioned()
        .after(Duration.ofHours(4))
        .revoking(ReasonCode.EXPIRED)
        .revoked();
  }

  public List<Event> events() {
    return List.copyOf(events);
  }
}
