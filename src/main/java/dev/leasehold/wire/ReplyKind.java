package dev.leasehold.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of the API server says of asking once more. Everybody who writes reads it here, so
 * that the same answer means the same to all.
 */
public enum ReplyKind {
  /** It was done. */
  DONE,

  /** What was spoken of is not there. */
  ABSENT,

  /** It is there already, or another or a newer one than was spoken of. */
  OVERTAKEN,

  /** It will never be accepted as it is: asking the very same again changes nothing. */
  REFUSED,

  /** Rights, a policy, a webhook or a quota are in the way, until somebody changes them. */
  FORBIDDEN,

  /** Nothing is known of it, and it may be asked again: overload, an outage, no answer at all. */
  UNAVAILABLE;

  /** Bad request, and what the server takes neither in this form nor in this way nor this large. */
  private static final Set<Integer> PERMANENT = Set.of(400, 405, 406, 413, 415, 422);

  /** By what etcd and its client say of a write that is too large, which comes back as 500. */
  private static final Set<String> TOO_LARGE =
      Set.of("request is too large", "message larger than max");

  /**
   * @param code the HTTP status; 0 where nothing came back
   * @param message of the Status that came with it, or what holds that
   */
  public static ReplyKind of(int code, @Nullable String message) {
    if (PERMANENT.contains(code) || isTooLarge(code, message)) {
      return REFUSED;
    }
    return switch (code) {
      case 403 -> FORBIDDEN;
      case 404 -> ABSENT;
      case 409 -> OVERTAKEN;
      default -> code / 100 == 2 ? DONE : UNAVAILABLE;
    };
  }

  /** Permanent, although it comes as a server error. */
  public static boolean isTooLarge(int code, @Nullable String message) {
    return code == 500 && message != null && TOO_LARGE.stream().anyMatch(message::contains);
  }
}
