package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Withheld;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who refused a write, by what the API server says of it: an admission policy or webhook, or a
 * quota. What the refuser says is passed on, but never of Secrets, since it may quote them.
 */
final class Refusal {
  private static final Pattern POLICY =
      Pattern.compile(
          "AdmissionPolicy '([a-z0-9.-]{1,253})'(?: with binding '[^']{1,253}')?(?: denied"
              + " request: (.{1,4096}))?",
          Pattern.DOTALL);

  private static final Pattern WEBHOOK =
      Pattern.compile(
          "admission webhook \"([a-zA-Z0-9.-]{1,253})\" denied the request(?:: (.{1,4096}))?",
          Pattern.DOTALL);

  private static final Pattern UNANSWERED =
      Pattern.compile("failed calling webhook \"([a-zA-Z0-9.-]{1,253})\"");

  /** A quota's name, and what is asked of it, is used and is its limit. */
  private static final Pattern QUOTA =
      Pattern.compile(
          "exceeded quota: ([a-z0-9.-]{1,253}), (requested: [A-Za-z0-9./,=_ -]{1,200}, used:"
              + " [A-Za-z0-9./,=_ -]{1,200}, limited: [A-Za-z0-9./,=_ -]{1,200})");

  private static final Pattern UNCOUNTED =
      Pattern.compile("status unknown for quota: ([a-z0-9.-]{1,253})");

  /** The prefix of all policies that the chart installs. */
  private static final String OURS = "leasehold-";

  private static final int SAID = 160;

  private Refusal() {}

  /** The reply that it makes; empty where nobody is named. Throws where it may pass. */
  static Optional<Reply> of(int code, @Nullable String message, Address address) {
    String text = message == null ? "" : message;
    Matcher policy = POLICY.matcher(text);
    if ((code == 403 || code == 422) && policy.find()) {
      return Optional.of(denied(policy.group(1), policy.group(2), address));
    }
    Matcher webhook = WEBHOOK.matcher(text);
    if (code < 500 && webhook.find()) {
      return Optional.of(
          by(
              ReasonCode.DENIED_BY_WEBHOOK,
              "webhook " + webhook.group(1),
              webhook.group(2),
              address));
    }
    Matcher quota = QUOTA.matcher(text);
    if (code == 403 && quota.find()) {
      throw exceeded(quota, address);
    }
    passing(
        UNCOUNTED,
        text,
        ReasonCode.QUOTA_UNKNOWN,
        "its use of ResourceQuota is not counted yet:",
        address);
    passing(
        UNANSWERED,
        text,
        ReasonCode.WEBHOOK_UNAVAILABLE,
        "no answer from its admission webhook",
        address);
    return Optional.empty();
  }

  /** Whether somebody refused, who will go on refusing until they change their mind. */
  static boolean isLasting(Reason reason) {
    return reason.code() == ReasonCode.DENIED_BY_POLICY
        || reason.code() == ReasonCode.DENIED_BY_WEBHOOK;
  }

  private static void passing(
      Pattern pattern, String text, ReasonCode code, String why, Address address) {
    Matcher found = pattern.matcher(text);
    if (found.find()) {
      throw Verdict.unavailable(code, address, why + " " + found.group(1));
    }
  }

  private static Reply denied(String policy, @Nullable String said, Address address) {
    return policy.startsWith(OURS)
        ? new Reply.Fenced(policy)
        : by(ReasonCode.DENIED_BY_POLICY, "policy " + policy, said, address);
  }

  private static Reply by(ReasonCode code, String who, @Nullable String said, Address address) {
    return new Reply.Invalid(
        new Reason(
            code,
            address
                + " is refused by this cluster's admission "
                + who
                + (said == null || address.kind() == Kind.SECRET ? "" : ": " + shortened(said))
                + "."));
  }

  private static String shortened(String said) {
    String line = said.strip().replaceAll("\\s+", " ");
    String text = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    return text.length() <= SAID ? text : text.substring(0, SAID - 1) + "…";
  }

  private static Withheld exceeded(Matcher quota, Address address) {
    return new Withheld(
        new Reason(
            ReasonCode.QUOTA_EXCEEDED,
            address
                + " exceeds ResourceQuota "
                + quota.group(1)
                + " of that namespace ("
                + quota.group(2)
                + "); those who administer the namespace can raise it."));
  }
}
