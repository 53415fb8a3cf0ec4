package dev.leasehold.policy.cel;

import dev.leasehold.model.Askers;
import dev.leasehold.model.Channel;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Extent;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Inquiry.Holding;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.Rulebook.Answer;
import dev.leasehold.policy.Rulebook.Circumstances;
import dev.leasehold.policy.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A request of which every variable has a value of its own, and a rulebook to ask about it. */
record Scene(Rulebook rulebook, Request request, List<Holding> grants) {
  static final Instant NOW = Instant.parse("2026-11-24T09:31:47.123Z");
  static final Instant LATER = Instant.parse("2026-11-24T12:00:00Z");

  static Scene ordinary() {
    return new Scene(
        CelRulebook.by(() -> 0L),
        request(Duration.ofHours(5), Optional.of(LATER), "AIAssistant"),
        List.of(holding("Active", Optional.of(LATER)), holding("Pending", Optional.empty())));
  }

  /** A clock that goes on by so much at every look. */
  Scene slowedBy(Duration step) {
    AtomicLong time = new AtomicLong();
    return new Scene(CelRulebook.by(() -> time.getAndAdd(step.toNanos())), request, grants);
  }

  Scene by(Rulebook other) {
    return new Scene(other, request, grants);
  }

  Scene lasting(Duration duration) {
    return new Scene(
        rulebook, request(duration, request.startAt(), request.channel().type()), grants);
  }

  Scene startingAtOnce() {
    return new Scene(
        rulebook, request(request.duration(), Optional.empty(), request.channel().type()), grants);
  }

  Scene through(String channel) {
    return new Scene(rulebook, request(request.duration(), request.startAt(), channel), grants);
  }

  Scene having(Holding... others) {
    return new Scene(rulebook, request, List.of(others));
  }

  static Holding holding(String phase, Optional<Instant> expiresAt) {
    return new Holding(
        new EntitlementRef("payments", "orders-writer"),
        "team",
        "earlier",
        phase,
        expiresAt,
        new Turn(new Progress.Offered(), NOW, "earlier"));
  }

  Answer answer(String condition) {
    return rulebook.answer().apply(condition, circumstances());
  }

  String flaw(String condition) {
    return rulebook.flaw().apply(condition).orElse("");
  }

  Circumstances circumstances() {
    Entitlement entitlement = Offered.ordinary().entitlement();
    return new Circumstances(
        new Facts(
            request,
            new Facts.Offering.Requestable(entitlement),
            Optional.of(new Facts.Surroundings(Map.of("env", "prod", "a.b/c", "d"), false)),
            Optional.of("subject-uid"),
            dev.leasehold.policy.Company.none(),
            Facts.SecretPlace.FREE_OR_OURS,
            Optional.empty(),
            Optional.empty()),
        entitlement,
        new Inquiry(rulebook, NOW, grants));
  }

  private static Request request(Duration duration, Optional<Instant> startAt, String channel) {
    return new Request(
        new RequestRef("team", "nightly", "uid"),
        "digest",
        new EntitlementRef("payments", "orders-reader"),
        new Subject("team", "worker"),
        Extent.of(duration, List.of("shop")),
        startAt,
        "Month-end reconciliation",
        "CHG-1042",
        false,
        new Channel(channel, "claude", "https://example.com/1"),
        "nightly-access",
        "7",
        Askers.of("rita", "argocd"),
        false,
        NOW);
  }
}
