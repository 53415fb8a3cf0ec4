package dev.leasehold.guard;

import java.util.List;
import java.util.function.Supplier;

/** Trials of what people write, and of what the operator alone writes, on requests and records. */
record RequestTrials(ApiServer api, Canary canary, String operator) {
  private static final String HONEST = "\"example.com/canary\": \"honest\"";

  /** No object has so long a name. */
  private static final String LONG = "x".repeat(1024);

  List<Trial> all() {
    return List.of(
        forgery("leasehold-creation", () -> create("somebody-else"), () -> create(operator)),
        forgery("leasehold-creation", this::marked, () -> create(operator)),
        annotation("leasehold-approvals", "\"approval.leasehold.dev/1\": \"forged\""),
        annotation("leasehold-denials", forged("denial", "no")),
        annotation("leasehold-revocations", forged("revocation", "no")),
        annotation("leasehold-reviews", forged("review", "keep")),
        annotation("leasehold-annotations", "\"leasehold.dev/canary\": \"unknown\""),
        annotation("leasehold-machines", "\"leasehold-operator/machine\": \"forged\""),
        annotation("leasehold-canary", "\"leasehold-operator/forged\": \"forged\""),
        annotation("leasehold-transfers", "\"leasehold-operator/transfer\": \"forged\""),
        forgery(
            "leasehold-metadata",
            () -> api.tryPatch(canary.request(), Canary.FINALIZER),
            () -> annotate(HONEST)),
        forgery("leasehold-metadata", () -> owned(LONG), () -> owned(Canary.NAME)),
        forgery(
            "leasehold-status",
            () -> status("{\"status\": {\"phase\": \"Pending\"}}"),
            () -> status("{}")),
        forgery("leasehold-records", () -> record(Canary.NO_UID, ""), this::honestRecord),
        forgery(
            "leasehold-forget",
            () -> record(Canary.UID, "\"forget.leasehold.dev/1\": \"forged\""),
            this::honestRecord),
        forgery(
            "leasehold-purge",
            () -> record(Canary.UID, "\"purge.leasehold.dev/1\": \"forged\""),
            this::honestRecord));
  }

  /** Where the API server stamps, that it does. */
  List<Trial> stamping() {
    return List.of(
        new Trial.Stamping(
            "leasehold-stamp",
            () -> api.tryCreate(canary.requests(), canary.request(Canary.another(), "")),
            "\"leasehold.dev/applied-by\":\"%s\"".formatted(operator)),
        new Trial.Stamping(
            "leasehold-stamp",
            () -> annotate("\"leasehold.dev/revoke\": \"canary\""),
            " - %s\"".formatted(operator)));
  }

  private static Trial forgery(String policy, Supplier<Answer> forged, Supplier<Answer> twin) {
    return new Trial.Forgery(policy, forged, twin, "");
  }

  private Trial annotation(String policy, String forged) {
    return forgery(policy, () -> annotate(forged), () -> annotate(HONEST));
  }

  private static String forged(String kind, String text) {
    return "\"%s.leasehold.dev/1\": \"forged\", \"reason.leasehold.dev/%s-1\": \"%s\""
        .formatted(kind, kind, text);
  }

  private Answer create(String applier) {
    return api.tryCreate(canary.requests(), canary.request(Canary.another(), canary.by(applier)));
  }

  /** The operator is no machine, and may not request for others. */
  private Answer marked() {
    String mark = ", \"leasehold.dev/applied-as\": \"Delegate\"";
    return api.tryCreate(
        canary.requests(), canary.request(Canary.another(), canary.by(operator) + mark));
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

  private Answer honestRecord() {
    return record(Canary.UID, "");
  }

  private Answer record(String uid, String annotations) {
    return api.tryCreate(Canary.RECORDS, canary.record(uid, annotations));
  }
}
