package dev.leasehold.upgrade;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What one version is asked for, grants, refuses and ends before the other takes over. */
record Granting(Stock stock, Acts acts, Verdicts verdicts, List<String> live) {
  private static final String HOUR = "1h";

  /** Not before the older version has gone. */
  private static final int LATER = 100;

  /** By the older version: something of each kind. */
  void byOlder() {
    grant("token", () -> stock.token("token", "reader", HOUR));
    grant("auto", () -> stock.used(active(stock.asked("auto", "auto", HOUR, ""))));
    grant(
        "own",
        () ->
            stock.bound(
                stock.asked("own", "own", HOUR, subject("watcher")).activeBy(Cast.OLGA),
                "watcher"));
    grant("renewing", () -> stock.token("renewing", "renewing", HOUR));
    grant("renewed", () -> stock.token("renewed", "renewing", HOUR));
    verdicts.check("renewed by it", () -> acts.renewed("renewed"));
    grant("reviewed", () -> stock.token("reviewed", "reviewed", HOUR));
    grant("redelivered", () -> stock.token("redelivered", "reader", HOUR));
    if (stock.shop().lab().hasVault()) {
      grant(
          "login", () -> stock.login(stock.asked("login", "login", HOUR, "").activeBy(Cast.OLGA)));
    }
    made("revoked", () -> stock.token("revoked", "reader", HOUR));
    made("held", () -> acts.held("held"));
    undecided();
    over();
    made("soon", () -> stock.token("soon", "reader", "70s"));
    made("amid", () -> stock.token("amid", "reader", "20s"));
  }

  private void undecided() {
    made("waiting", () -> stock.asked("waiting", "reader", HOUR, "").offer());
    made("half", () -> stock.asked("half", "pair", HOUR, "").approvedBy(Cast.OLGA));
    made(
        "pending",
        () ->
            stock
                .asked("pending", "reader", HOUR, subject("newcomer"))
                .awaits(RequestPhase.Pending));
    Instant start = Instant.now().plusSeconds(LATER).truncatedTo(ChronoUnit.SECONDS);
    made(
        "scheduled",
        () ->
            stock
                .asked("scheduled", "reader", HOUR, ", startAt: \"" + start + '"')
                .approvedBy(Cast.OLGA)
                .awaits(RequestPhase.Scheduled));
  }

  private void over() {
    made("rejected", () -> rejected("rejected"));
    made(
        "denied",
        () -> {
          Asked asked = stock.asked("denied", "reader", HOUR, "");
          var _ = asked.offer();
          asked.annotate(Cast.OLGA, "leasehold.dev/deny", "not this month");
          asked.awaits(RequestPhase.Denied);
        });
    made(
        "withdrawn",
        () -> {
          Asked asked = stock.token("withdrawn", "reader", HOUR);
          asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
          asked.awaits(RequestPhase.Withdrawn);
        });
    made(
        "deleted",
        () -> {
          Asked asked = stock.token("deleted", "reader", HOUR);
          String uid = asked.uid();
          asked.deletedBy(Cast.RITA);
          Lab.await().until(() -> asked.recorded(uid).endedAt() != null);
        });
    made(
        "leaver",
        () -> {
          Asked asked = stock.asked("leaver", "reader", HOUR, subject("leaver"));
          asked.activeBy(Cast.OLGA);
          new Identity(stock.shop(), "leaver").offboarded();
          asked.awaits(RequestPhase.Revoked);
        });
  }

  /** By the present version: also what the older one has no words for. */
  void byNewer() {
    grant("newer", () -> stock.token("newer", "renewing", HOUR));
    grant("newer-renewed", () -> stock.token("newer-renewed", "renewing", HOUR));
    verdicts.check("renewed by it", () -> acts.renewed("newer-renewed"));
    made(
        "newer-outside",
        () -> stock.asked("newer-outside", "outside", "60s", "").activeBy(Cast.OLGA));
    made(
        "newer-replaced",
        () -> {
          Asked asked = stock.asked("newer-replaced", "writer", HOUR, "").activeBy(Cast.OLGA);
          acts.replaces("orders-writer");
          asked.awaits(RequestPhase.Revoked);
        });
    made("newer-held", () -> acts.held("newer-held"));
    made("newer-waiting", () -> stock.asked("newer-waiting", "reader", HOUR, "").offer());
    made("newer-rejected", () -> rejected("newer-rejected"));
    made("equally rejected", () -> rejected("newer-rejected-2"));
    made("newer-soon", () -> stock.token("newer-soon", "reader", "60s"));
    made("newer-amid", () -> stock.token("newer-amid", "reader", "10s"));
  }

  /** It is used, and must work whatever comes. */
  void grant(String name, Runnable made) {
    made(name, made);
    live.add(name);
  }

  void made(String name, Runnable made) {
    verdicts.check(
        "made: " + name,
        () -> {
          made.run();
          return "";
        });
  }

  private void rejected(String name) {
    stock.asked(name, "reader", "9h", "").awaits(RequestPhase.Rejected);
  }

  private static Asked active(Asked asked) {
    asked.awaits(RequestPhase.Active);
    return asked;
  }

  static String subject(String account) {
    return ", subject: {serviceAccountName: " + account + '}';
  }
}
