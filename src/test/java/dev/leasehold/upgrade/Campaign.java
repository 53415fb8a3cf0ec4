package dev.leasehold.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Release;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** From an older version to the present one, back, and there again, with everything granted. */
final class Campaign implements AutoCloseable {
  /** What the chart of both versions needs for what is granted. */
  static final Map<String, String> VALUES =
      Map.of(
          "bindable.roles", "{orders-reader,orders-writer,orders-watcher}",
          "bindable.toSubjects.roles", "{orders-watcher}");

  private static final Duration STILL = Duration.ofSeconds(4);

  private final Lab lab;
  private final Release older;
  private final Verdicts verdicts;
  private final @Nullable Path rewrite;
  private final Stock stock;
  private final Looks looks;
  private final Granting granting;
  private final Onward onward;
  private final List<String> live = new ArrayList<>();
  private Operator operator;
  private int pods;

  /**
   * Installs the older version.
   *
   * @param rewrite where to write what it left, if anywhere
   */
  Campaign(Lab lab, Release older, Verdicts verdicts, @Nullable Path rewrite) {
    this.lab = lab;
    this.older = older;
    this.verdicts = verdicts;
    this.rewrite = rewrite;
    verdicts.chapter("older");
    older.install(lab, VALUES);
    operator = older.start(lab, "pod-0");
    operator.awaitGuard();
    stock = new Stock(lab);
    looks = new Looks(stock);
    Acts acts = new Acts(stock, looks);
    granting = new Granting(stock, acts, verdicts, live);
    onward = new Onward(stock, looks, acts, verdicts, live);
  }

  void run() {
    granting.byOlder();
    up();
    verdicts.chapter("newer goes on");
    onward.underNewer();
    granting.byNewer();
    down();
    verdicts.chapter("older goes on");
    onward.underOlder();
    granting.grant("older-again", () -> stock.token("older-again", "reader", "1h"));
    granting.made("late", () -> stock.token("late", "reader", "60s"));
    upAgain();
    verdicts.chapter("all ends");
    onward.end();
  }

  /** The older one is gone before the present one comes, and something falls due in between. */
  private void up() {
    verdicts.chapter("up");
    verdicts.note("older ended with " + operator.terminate());
    Path file = rewrite;
    if (file != null) {
      verdicts.check("recorded", () -> new Recording(stock).write(file));
    }
    Snapshot before = Snapshot.of(lab);
    Snapshot schema = installed(Release.present(), before);
    verdicts.check("schemas prune nothing", () -> unpruned(before.changes(schema)));
    Instant end = Looks.end(stock.of("amid"));
    Lab.await().until(() -> Instant.now().isAfter(end));
    Instant able = started(Release.present());
    verdicts.check("what ended meanwhile", () -> looks.endedAt("amid", able));
    operator.awaitGuard();
    verdicts.check("live ones", () -> looks.live(live));
    verdicts.check("held ending", () -> looks.held("held"));
    verdicts.check("records are only added to", () -> added(schema, List.of("amid", "held")));
  }

  /** Both are there for a while: the older one leads when the present one has gone. */
  private void down() {
    verdicts.chapter("down");
    Snapshot before = still();
    Operator newer = operator;
    Snapshot _ = installed(older, before);
    verdicts.check("newer under the older chart", () -> looks.endedAt("newer-amid", Instant.MIN));
    Instant _ = started(older);
    verdicts.note("newer ended with " + newer.terminate());
    verdicts.check(
        "older proves its guard without the canary",
        () -> {
          lab.kubectl(
                  People.ADMIN,
                  "delete",
                  "accessrequests.leasehold.dev",
                  "leasehold-canary",
                  "--namespace=leasehold-system")
              .orThrow();
          operator.awaitGuard();
          return "after it was deleted";
        });
    verdicts.check("live ones", () -> looks.live(live));
    verdicts.check("held ending", () -> looks.held("newer-held"));
  }

  /** The older one is killed. */
  private void upAgain() {
    verdicts.chapter("up again");
    Snapshot before = still();
    operator.kill();
    Snapshot schema = installed(Release.present(), before);
    Instant able = started(Release.present());
    verdicts.check("window ends in time", () -> looks.endedAt("late", able));
    operator.awaitGuard();
    verdicts.check("live ones", () -> looks.live(live));
    verdicts.check("records are only added to", () -> added(schema, List.of("late")));
  }

  /** Changes the chart; what the schemas alone change of the objects is there afterwards. */
  private Snapshot installed(Release release, Snapshot before) {
    long began = System.nanoTime();
    release.install(lab, VALUES);
    verdicts.note("chart installed in " + Duration.ofNanos(System.nanoTime() - began));
    Snapshot after = Snapshot.of(lab);
    Snapshot.counted(before.changes(after))
        .forEach((change, n) -> verdicts.note("by the schema alone: " + n + " x " + change));
    verdicts.check(
        "stored versions",
        () -> {
          assertThat(
                  lab.adminClient()
                      .apiextensions()
                      .v1()
                      .customResourceDefinitions()
                      .list()
                      .getItems())
              .allSatisfy(
                  kind ->
                      assertThat(kind.getStatus().getStoredVersions()).containsExactly("v1alpha1"));
          return "v1alpha1";
        });
    return after;
  }

  /** The request by which the guard is tried gets a status (0097); nothing else differs. */
  private static String unpruned(Map<String, List<String>> changes) {
    assertThat(changes)
        .containsOnly(Map.entry("AccessRequest leasehold-canary", List.of("+/status")));
    return changes.toString();
  }

  /** When somebody could end what is due. */
  private Instant started(Release release) {
    operator = release.start(lab, "pod-" + ++pods);
    return Instant.now();
  }

  /** Of records nothing is changed, but for those of requests to which something happened. */
  private String added(Snapshot before, List<String> happened) {
    Snapshot after = still();
    Map<String, List<String>> changes = new TreeMap<>(before.changes(after));
    changes.keySet().removeIf(name -> !name.startsWith("AccessRecord "));
    changes.keySet().removeIf(name -> happened.contains(before.at(name, "/spec/request/name")));
    assertThat(changes)
        .allSatisfy(
            (name, found) ->
                assertThat(found)
                    .as(before.at(name, "/spec/request/name"))
                    .isSubsetOf("+/status/sealed", "+/status/settled"));
    return Snapshot.counted(changes).toString();
  }

  /** All objects, once nobody writes any for some seconds. */
  private Snapshot still() {
    AtomicReference<Snapshot> last = new AtomicReference<>(Snapshot.of(lab));
    Lab.await()
        .pollDelay(STILL)
        .pollInterval(STILL)
        .until(
            () -> {
              Snapshot now = Snapshot.of(lab);
              return now.equals(last.getAndSet(now));
            });
    return last.get();
  }

  @Override
  public void close() {
    stock.close();
    operator.close();
  }
}
