package dev.leasehold.guard;

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

  /** How API servers begin the message of a refusal by policy. */
  Pattern REFUSAL = Pattern.compile("ValidatingAdmissionPolicy '([^']+)' with binding");

  private static Answer refusalOrFailure(int code, String body) {
    Matcher refusal = REFUSAL.matcher(body);
    return refusal.find() ? new RefusedBy(refusal.group(1)) : new Failed(code, body);
  }

  static Answer of(int code, String body) {
    return code >= 200 && code < 300 ? new Accepted(body) : refusalOrFailure(code, body);
  }
}
