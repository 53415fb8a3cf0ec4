package dev.leasehold.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * That an identity was offboarded: what it has ends, and nothing is granted to it any more, whoever
 * creates a service account of its name anew.
 *
 * @param since when that went on record; empty while only the service account says so
 */
public record Freeze(Subject identity, String by, String reason, Optional<Instant> since) {
  /** Version and variant of a UUID that is made from a digest (RFC 9562, version 8). */
  private static final long VERSION = 0x8000L;

  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /** Why what the identity has ends. */
  public EndCause cause(Instant now) {
    return new EndCause(EndCause.Kind.SUBJECT_OFFBOARDED, by, reason, now);
  }

  /**
   * What whoever asks for access for {@code subject} is told: that is who was shut out, or else who
   * was shut out asks for it.
   */
  public Reason refusal(Subject subject) {
    boolean asks = !identity.equals(subject);
    String who = "service account " + identity.namespace() + "/" + identity.serviceAccount();
    String instead = asks ? "have somebody else ask" : "ask for another service account";
    return since
        .map(
            at ->
                new Reason(
                    asks ? ReasonCode.REQUESTER_OFFBOARDED : ReasonCode.SUBJECT_OFFBOARDED,
                    who + offboarded(at, instead)))
        .orElseGet(
            () ->
                new Reason(
                    asks
                        ? ReasonCode.REQUESTER_BEING_OFFBOARDED
                        : ReasonCode.SUBJECT_BEING_OFFBOARDED,
                    who
                        + " is said to be offboarded, by "
                        + by
                        + "; that goes on record once the admission guard is proved"));
  }

  private String offboarded(Instant at, String instead) {
    return " was offboarded at "
        + at.truncatedTo(ChronoUnit.SECONDS)
        + " by "
        + by
        + ", and creating it anew changes nothing; "
        + instead
        + ", or have AccessRecord "
        + ref(identity).recordName()
        + " annotated with leasehold.dev/reinstate and ask anew. Reason: "
        + reason;
  }

  /** The record of an offboarding stands under this, as others under the request they answer. */
  public static RequestRef ref(Subject identity) {
    ByteBuffer digest = ByteBuffer.wrap(sha256(identity));
    UUID uid =
        new UUID((digest.getLong() & ~0xF000L) | VERSION, (digest.getLong() >>> 2) | VARIANT);
    return new RequestRef(identity.namespace(), identity.serviceAccount(), uid.toString());
  }

  /** Whether the record of an offboarding stands under this, and of no request. */
  public static boolean isRef(RequestRef ref) {
    return ref.equals(ref(new Subject(ref.namespace(), ref.name())));
  }

  /** 64 lower-case hex digits that stand for the identity. */
  public static String digest(Subject identity) {
    return HexFormat.of().formatHex(sha256(identity));
  }

  private static byte[] sha256(Subject identity) {
    String text = "offboarding " + identity.namespace() + "/" + identity.serviceAccount();
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
