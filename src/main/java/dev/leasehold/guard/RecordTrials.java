package dev.leasehold.guard;

import java.util.List;
import java.util.function.Supplier;

/**
 * Trials of what the operator alone writes on records, and of what is never written on new ones.
 */
final class RecordTrials {
  private final ApiServer api;
  private final Canary canary;
  private final Supplier<Answer> honest = new Once(() -> record(Canary.UID, ""));

  RecordTrials(ApiServer api, Canary canary) {
    this.api = api;
    this.canary = canary;
  }

  List<Trial> forgeries() {
    return List.of(
        forgery("leasehold-records", () -> record(Canary.NO_UID, "")),
        asked("leasehold-forget", "forget"),
        asked("leasehold-purge", "purge"));
  }

  private Trial asked(String policy, String word) {
    String stamp = "\"%s.leasehold.dev/1\": \"forged\"".formatted(word);
    return forgery(policy, () -> record(Canary.UID, stamp));
  }

  private Trial forgery(String policy, Supplier<Answer> forged) {
    return new Trial.Forgery(policy, forged, honest, "");
  }

  private Answer record(String uid, String annotations) {
    return api.tryCreate(Canary.RECORDS, canary.record(uid, annotations));
  }
}
