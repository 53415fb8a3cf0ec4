package dev.leasehold.guard;

import java.util.List;
import java.util.function.Supplier;

/** Trials of what fences the operator itself. */
record FenceTrials(ApiServer api, Canary canary) {
  /** Every namespace has it, and nobody binds anything to it. */
  private static final String ACCOUNT = "default";

  private static final String ABSENT = ACCOUNT + "-canary";

  private static final String FORGED_OFFBOARDING = "\"offboarding.leasehold.dev/1\": \"forged\"";

  List<Trial> forgeries() {
    Supplier<Answer> anchor = new Once(() -> secret(canary.named("-canary-1"), canary.mark(), ""));
    Supplier<Answer> account = new Once(() -> account(canary.named("-canary"), canary.mark()));
    return List.of(
        forgery(
            "leasehold-mark",
            () -> secret("ar-canary-1", "\"leasehold.dev/request-uid\": \"canary\"", ""),
            anchor),
        forgery(
            "leasehold-fence-secrets",
            () -> secret(canary.named("-canary-1"), canary.mark(), ", \"type\": \"canary\""),
            anchor),
        forgery("leasehold-fence-accounts", () -> account(Canary.NAME, canary.mark()), account),
        forgery("leasehold-grants-namespace", () -> account(canary.named("-canary"), ""), account),
        forgery(
            "leasehold-offboardings",
            () -> account(canary.named("-canary"), canary.mark(), FORGED_OFFBOARDING),
            account),
        forgery(
            "leasehold-operator-identity",
            () -> tokenOf(canary.installation().operatorAccount()),
            () -> tokenOf(ACCOUNT)),
        forgery("leasehold-fence-bindings", () -> bind(canary.subject(ACCOUNT)), () -> bind("")),
        new Trial.Forgery(
            "leasehold-fence-tokens",
            () -> mint(""),
            () -> mint(canary.anchor(ABSENT)),
            "secrets \\\"%s\\\" not found".formatted(ABSENT)));
  }

  private static Trial forgery(String policy, Supplier<Answer> forged, Supplier<Answer> twin) {
    return new Trial.Forgery(policy, forged, twin, "");
  }

  private Answer secret(String name, String labels, String further) {
    return api.tryCreate(
        canary.inGrants("secrets"), canary.object("Secret", name, labels, "", further));
  }

  private Answer tokenOf(String account) {
    return api.tryCreate(
        canary.secrets(),
        canary.object("Secret", Canary.another(), "", canary.tokenOf(account), ""));
  }

  private Answer account(String name, String labels) {
    return account(name, labels, "");
  }

  private Answer account(String name, String labels, String annotations) {
    return api.tryCreate(
        canary.inGrants("serviceaccounts"),
        canary.object("ServiceAccount", name, labels, annotations, ""));
  }

  private Answer bind(String subjects) {
    return api.tryCreate(canary.roleBindings(), canary.roleBinding(subjects));
  }

  private Answer mint(String boundTo) {
    return api.tryMint(
        canary.inGrants("serviceaccounts/" + ACCOUNT + "/token"), canary.token(boundTo));
  }
}
