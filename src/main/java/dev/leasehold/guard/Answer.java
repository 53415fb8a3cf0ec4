package dev.leasehold.guard;

import dev.leasehold.wire.ReplyKind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API server said to a write. */
sealed interface Answer {
  /** The write is allowed; this is the object as it would be stored. */
  record Accepted(String body) implements Answer {}

  /** A validating policy of this name refused it. */
  record RefusedBy(String policy) implements Answer {}

  /** Something else than a policy refused it, or nothing came back at all (code 0). */
  record Failed(int code, String message) implements Answer {}

  /**
   * How API servers begin the message of a refusal by policy. What follows, and whatever begins
   * otherwise, may be the words of others: a webhook says what it likes.
   */
  Pattern REFUSAL =
      Pattern.compile(
          "[a-z0-9./-]+ \"[^\"]*\" is forbidden: ValidatingAdmissionPolicy '([^']+)' with binding '");

  private static Answer refusalOrFailure(int code, String body) {
    Matcher refusal = REFUSAL.matcher(message(body));
    return refusal.lookingAt() ? new RefusedBy(refusal.group(1)) : new Failed(code, body);
  }

  /** Of the answer itself, and not of its details; empty where it is no Status. */
  private static String message(String body) {
    try {
      return Objects.requireNonNullElse(
          Serialization.unmarshal(body, Status.class).getMessage(), "");
    } catch (RuntimeException e) {
      return "";
    }
  }

  static Answer of(int code, String body) {
    return ReplyKind.of(code, null) == ReplyKind.DONE
        ? new Accepted(body)
        : refusalOrFailure(code, body);
  }
}
