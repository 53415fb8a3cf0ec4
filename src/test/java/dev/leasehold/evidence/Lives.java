package dev.leasehold.evidence;

import dev.leasehold.model.Approval;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Lives of grants, as they stand in a log. */
public final class Lives {
  static final String NAME = "example.com/evidence";
  public static final SigningKey KEY = key(7);
  public static final List<VerifierKey> KEYS = List.of(KEY.verifier());
  static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  private static final String DIGEST = "5f".repeat(32);
  private static final List<EventKind> LIFE =
      List.of(
          EventKind.PROVISION_INTENDED,
          EventKind.PROVISIONED,
          EventKind.REVOKE_INTENDED,
          EventKind.REVOKED);

  private Lives() {}

  static SigningKey key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return SigningKey.of(NAME, bytes);
  }

  /** The first so many entries of life after life. */
  static List<Envelope> entries(int count) {
    List<Envelope> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(Statement.sign(event(i), KEY));
    }
    return entries;
  }

  /** The same, for a log that signs them itself. */
  static List<Unsigned> unsigned(int count) {
    return entries(count).stream().map(entry -> new Unsigned(entry.payload())).toList();
  }

  public static List<byte[]> bytes(int count) {
    return entries(count).stream().map(Envelope::bytes).toList();
  }

  /** The same, signed by another key. */
  static List<byte[]> bytes(int count, SigningKey key) {
    List<byte[]> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(Statement.sign(event(i), key).bytes());
    }
    return entries;
  }

  public static String uid(int life) {
    return new UUID(4242, life).toString();
  }

  static Event event(int number) {
    EventKind kind = LIFE.get(number % LIFE.size());
    int life = number / LIFE.size();
    Instant at = START.plusSeconds(number);
    Facts facts = kind == EventKind.PROVISION_INTENDED ? facts(at) : Facts.none();
    return event(kind, life, at, facts);
  }

  /** What an entry says of a request. */
  public static Statement statement(EventKind kind, String uid, Instant at) {
    RequestRef request = new RequestRef("payments", "nightly", uid);
    Event event = new Event(kind, at, request, DIGEST, Facts.none(), false);
    return Statement.read(Statement.sign(event, KEY).payload());
  }

  static Event event(EventKind kind, int life, Instant at, Facts facts) {
    RequestRef request = new RequestRef("payments", "nightly-" + life, uid(life));
    return new Event(kind, at, request, DIGEST, facts, false);
  }

  private static Facts facts(Instant at) {
    Approval approval =
        new Approval("olga", Set.of("owner"), "ab".repeat(32), at, Approval.Method.ANNOTATION);
    return Facts.none()
        .entitlement(new EntitlementRef("payments", "orders-reader"))
        .subject(new Subject("payments", "nightly"))
        .asked("ines", "argocd")
        .explained("Month-end reconciliation", "CHG-1042")
        .approvals(List.of(approval))
        .window(new Window(at, at.plus(Duration.ofHours(4))))
        .targets(List.of("shop"));
  }
}
