package dev.leasehold.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Identity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;

/** What is done under one version with what the other left. */
record Onward(Stock stock, Looks looks, Acts acts, Verdicts verdicts, List<String> live) {
  private static final String MARK = "leasehold.dev/request-uid";

  /** Under the present version. */
  void underNewer() {
    verdicts.check("waiting is approved", () -> goesOn("waiting", acts.approved("waiting")));
    verdicts.check("half-approved is approved again", this::half);
    verdicts.check("pending is approved by two", this::pending);
    verdicts.check("renewing is renewed", () -> acts.renewed("renewing"));
    verdicts.check("renewed keeps its approvals", this::renewed);
    verdicts.check("redelivery", () -> acts.redelivered("redelivered"));
    verdicts.check("review", this::review);
    verdicts.check(
        "revocation",
        () -> {
          stock.of("revoked").annotate(Cast.REX, "leasehold.dev/revoke", "enough");
          return looks.over("revoked", RequestPhase.Revoked);
        });
    verdicts.check("held is released", () -> released("held"));
    verdicts.check("offboarded stays so", this::offboarded);
    verdicts.check("window ends in time", () -> looks.endedAt("soon", Instant.MIN));
    verdicts.check("scheduled is approved again and begins", this::scheduled);
  }

  /** Under the older version. */
  void underOlder() {
    verdicts.check(
        "waiting is approved", () -> goesOn("newer-waiting", acts.approved("newer-waiting")));
    verdicts.check("newer is renewed", () -> acts.renewed("newer"));
    verdicts.check("window ends in time", () -> looks.endedAt("newer-soon", Instant.MIN));
    verdicts.check(
        "token for others ends",
        () -> stock.of("newer-outside").awaits(RequestPhase.Ended).phase() + "");
    verdicts.check("held is released", () -> released("newer-held"));
  }

  /** Everything is deleted, and nothing is left. */
  void end() {
    KubernetesClient admin = stock.shop().admin();
    admin
        .resources(AccessRequest.class)
        .inNamespace(stock.shop().namespace())
        .list()
        .getItems()
        .stream()
        .map(request -> stock.of(request.getMetadata().getName()))
        .forEach(asked -> asked.deletedBy(Cast.RITA));
    verdicts.check(
        "everything is refused",
        () -> {
          stock
              .uses()
              .forEach(
                  (name, use) -> Lab.await().alias(name).until(() -> use.refused().isPresent()));
          return stock.uses().size() + " credentials";
        });
    verdicts.check(
        "every record is closed",
        () -> {
          Lab.await()
              .untilAsserted(
                  () ->
                      assertThat(Snapshot.list(stock.shop().lab(), "AccessRecord"))
                          .allMatch(
                              r ->
                                  r.get("status", "endedAt") != null
                                      || "Offboarded".equals(r.get("spec", "outcome"))));
          return "";
        });
    verdicts.check(
        "nothing is left",
        () -> {
          assertThat(admin.rbac().roleBindings().inAnyNamespace().withLabel(MARK).list().getItems())
              .isEmpty();
          assertThat(admin.secrets().inAnyNamespace().withLabel(MARK).list().getItems()).isEmpty();
          return "no binding and no Secret";
        });
  }

  private String half() {
    Asked half = stock.of("half");
    Lab.await().until(() -> half.offer().approvals().getFirst().given() == 0);
    assertThat(half.status().history().getLast().message()).contains(half.offer().digest());
    stock.used(half.activeBy(Cast.OLGA, Cast.OTTO));
    return goesOn("half", "the approval of the former offer does not count");
  }

  /** Which policies were there when it was made the older version did not note. */
  private String pending() {
    new Identity(stock.shop(), "newcomer").made();
    Asked asked = stock.of("pending");
    var _ = asked.offer();
    String told = asked.condition("ApplierProved").getMessage();
    stock.used(asked.activeBy(Cast.OLGA, Cast.OTTO));
    return goesOn("pending", told);
  }

  private String renewed() {
    Asked asked = stock.of("renewed");
    assertThat(asked.record().getSpec().approvals()).hasSize(2);
    return "until " + Looks.end(asked);
  }

  private String review() {
    Asked asked = stock.of("reviewed");
    asked.annotate(Cast.VERA, "leasehold.dev/review", "keep");
    return asked.condition("ReviewRequired", "Reviewed").getMessage();
  }

  private String released(String name) {
    acts.released(name);
    return looks.over(name, RequestPhase.Withdrawn);
  }

  private String offboarded() {
    Identity leaver = new Identity(stock.shop(), "leaver");
    leaver.isRefused(stock.asked("again", "reader", "1h", Granting.subject("leaver")));
    return "its next request is refused";
  }

  private String scheduled() {
    stock.of("scheduled").approvedBy(Cast.OLGA).awaits(RequestPhase.Active);
    stock.used(stock.of("scheduled"));
    return goesOn("scheduled", "approved again");
  }

  private String goesOn(String name, String found) {
    live.add(name);
    return found;
  }
}
