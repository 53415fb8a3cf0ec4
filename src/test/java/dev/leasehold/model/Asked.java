package dev.leasehold.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An ordinary request for tests; each method returns one that differs in just that. */
public record Asked(
    Duration duration,
    List<String> targets,
    Optional<Instant> startAt,
    String justification,
    String ticket,
    boolean emergency,
    Askers askers) {
  /** When it was asked. */
  public static final Instant AT = Instant.parse("2026-12-01T08:00:00Z");

  /** Holds every right there is, by wildcard. */
  public static final String WILMA = "wilma";

  public static final String UID = "2d9b4f6e-0d0b-4ad0-9a2e-5f4d1f4b2c11";

  /** By Rita herself, for four hours. */
  public static Asked ordinary() {
    return new Asked(
        Duration.ofHours(4),
        List.of(),
        Optional.empty(),
        "Month-end reconciliation",
        "CHG-1042",
        false,
        Askers.of("rita", "rita"));
  }

  public Asked lasting(Duration other) {
    return new Asked(other, targets, startAt, justification, ticket, emergency, askers);
  }

  public Asked forTargets(String... others) {
    return new Asked(duration, List.of(others), startAt, justification, ticket, emergency, askers);
  }

  public Asked startingAt(Instant other) {
    return new Asked(
        duration, targets, Optional.of(other), justification, ticket, emergency, askers);
  }

  public Asked because(String other) {
    return new Asked(duration, targets, startAt, other, ticket, emergency, askers);
  }

  public Asked withTicket(String other) {
    return new Asked(duration, targets, startAt, justification, other, emergency, askers);
  }

  public Asked inEmergency() {
    return new Asked(duration, targets, startAt, justification, ticket, true, askers);
  }

  public Asked by(String requester, String applier) {
    return by(Askers.of(requester, applier));
  }

  public Asked by(Askers others) {
    return new Asked(duration, targets, startAt, justification, ticket, emergency, others);
  }

  public Request request() {
    return request(new RequestRef("payments", "nightly-report", UID));
  }

  /** The same as another object. */
  public Request request(RequestRef ref) {
    return new Request(
        ref,
        "spec-digest",
        new EntitlementRef("payments", "orders-reader"),
        new Subject("payments", "nightly-report"),
        Extent.of(duration, targets),
        startAt,
        justification,
        ticket,
        emergency,
        Channel.unsaid(),
        "nightly-report-access",
        "1",
        askers,
        askers.applier().equals(WILMA),
        AT);
  }
}
