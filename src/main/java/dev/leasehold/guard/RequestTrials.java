package dev.leasehold.guard;

import java.util.List;
import java.util.function.Supplier;

/** Trials of what people write, and of what the operator alone writes, on requests. */
final class RequestTrials {
  /**
   * Of the operator's own; it comes back with what each policy adds to it that only stamps others.
   */
  private static final String HONEST = "\"leasehold-operator/stamps\": \"honest\"";

  /** No object has so long a name. */
  private static final String LONG = "x".repeat(1024);

  private final ApiServer api;
  private final Canary canary;
  private final String operator;
  private final Supplier<Answer> created;
  private final Supplier<Answer> annotated = new Once(() -> annotate(HONEST));

  RequestTrials(ApiServer api, Canary canary) {
    this.api = api;
    this.canary = canary;
    this.operator = canary.installation().operatorUser();
    this.created = new Once(() -> create(canary.by(operator)));
  }

  List<Trial> forgeries() {
    return List.of(
        forgery("leasehold-creation", () -> create(canary.by("somebody-else")), created),
        forgery("leasehold-creation", this::marked, created),
        annotation("leasehold-approvals", "\"approval.leasehold.dev/1\": \"forged\""),
        annotation("leasehold-denials", forged("denial", "no")),
        annotation("leasehold-limits", forged("limit", "none")),
        annotation("leasehold-revocations", forged("revocation", "no")),
        annotation("leasehold-reviews", forged("review", "keep")),
        annotation("leasehold-annotations", "\"leasehold.dev/canary\": \"unknown\""),
        operators("leasehold-machines", "machine"),
        operators("leasehold-canary", "forged"),
        operators("leasehold-transfers", "transfer"),
        operators("leasehold-kinds", "kinds"),
        forgery(
            "leasehold-metadata",
            () -> api.tryPatch(canary.request(), Canary.FINALIZER),
            annotated),
        forgery("leasehold-metadata", () -> owned(LONG), () -> owned(Canary.NAME)),
        operators("leasehold-status", "status"),
        forgery(
            "leasehold-status",
            () -> status("{\"status\": {\"phase\": \"Pending\"}}"),
            () -> status("{}")));
  }

  /** Where the API server stamps, that it does. */
  List<Trial> stamping() {
    return List.of(
        new Trial.Stamping(
            "leasehold-stamp",
            () -> create(""),
            "\"leasehold.dev/applied-by\":\"%s\"".formatted(operator)),
        new Trial.Stamping(
            "leasehold-stamp",
            () -> annotate("\"leasehold.dev/revoke\": \"canary\""),
            " - %s\"".formatted(operator)),
        stamped("forget"),
        stamped("offboarding"),
        stamped("purge"),
        stamped("transfer"));
  }

  private Trial stamped(String what) {
    return new Trial.Stamping(
        "leasehold-stamp-" + what,
        annotated,
        "\"leasehold-operator/stamped-%s\":\"true\"".formatted(what));
  }

  private static Trial forgery(String policy, Supplier<Answer> forged, Supplier<Answer> twin) {
    return new Trial.Forgery(policy, forged, twin, "");
  }

  private Trial annotation(String policy, String forged) {
    return forgery(policy, () -> annotate(forged), annotated);
  }

  /**
   * An annotation that is there for nothing but to be refused, for rules that exempt the operator.
   */
  private Trial operators(String policy, String name) {
    return annotation(policy, "\"leasehold-operator/%s\": \"forged\"".formatted(name));
  }

  private static String forged(String kind, String text) {
    return "\"%s.leasehold.dev/1\": \"forged\", \"reason.leasehold.dev/%s-1\": \"%s\""
        .formatted(kind, kind, text);
  }

  private Answer create(String annotations) {
    return api.tryCreate(canary.requests(), canary.request(Canary.another(), annotations));
  }

  /** The operator is no machine, and may not request for others. */
  private Answer marked() {
    String mark = ", \"leasehold.dev/applied-as\": \"Delegate\"";
    return create(canary.by(operator) + mark);
  }

  private Answer owned(String owner) {
    return api.tryCreate(canary.requests(), canary.ownedRequest(canary.by(operator), owner));
  }

  private Answer annotate(String annotations) {
    return api.tryPatch(canary.request(), canary.annotations(annotations));
  }

  private Answer status(String json) {
    return api.tryPatch(canary.request() + "/status", json);
  }
}
