package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints how quick the packaged operator is on this machine, and what it costs. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure the packaged operator on a lab of its own, and print the numbers.")
public final class Bench implements Callable<Integer> {
  private static final int WARM_UP = 20;
  private static final int FEW = 50;
  private static final Duration LONG = Duration.ofHours(1);

  private final PrintStream out = System.out;

  @Option(names = "--samples", defaultValue = "200", description = "Grants for each percentile.")
  private int samples;

  @Option(
      names = "--flood",
      defaultValue = "500",
      description = "Requests made at once, and windows that end together.")
  private int flood;

  @Option(
      names = "--finished",
      defaultValue = "5000",
      description = "Requests that are over already; and two refused ones for each five of them.")
  private int finished;

  @Option(
      names = "--refused",
      defaultValue = "10000",
      description = "In part refused: requests that rules refuse, first equal and then different.")
  private int refused;

  @Option(
      names = "--live",
      defaultValue = "0",
      description = "Also measure with so many live grants (part scale).")
  private int live;

  @Option(
      names = "--kept",
      defaultValue = "0",
      description = "Likewise, records that are kept of grants that are over.")
  private int kept;

  @Option(
      names = "--unlimited",
      description = "With rateLimits so high that no request ever waits for its turn.")
  private boolean unlimited;

  @Option(names = "--idle", defaultValue = "30", description = "Seconds to idle before measuring.")
  private int idle;

  @Option(
      names = "--pause",
      defaultValue = "150",
      description =
          "Milliseconds from one grant that is active to the next approval. The API server catches"
              + " up for a consistent list of quiet things ten times a second at most, so that"
              + " less than 100 measures how long it makes its caller wait.")
  private int pause;

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "start,lives,binding,token,offboarding,past,flood,dusk",
      description =
          "Which parts: ${DEFAULT-VALUE}; vault, for logins to a database, which needs more"
              + " servers; and refused, for what floods do to others.")
  private Set<String> only = Set.of();

  @Override
  public Integer call() throws InterruptedException {
    LabOptions audited = LabOptions.ordinary().withAudit();
    try (Lab lab = Lab.start(only.contains("vault") ? audited.withVault() : audited)) {
      lab.installChart(unlimited || scaled() ? Refused.unlimited(Ground.VALUES) : Ground.VALUES);
      long began = System.nanoTime();
      try (Operator operator = Operator.start(lab)) {
        Duration ready = since(began);
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .until(operator::hasProvedGuard);
        say("start: ready after %s, leading and guard proved after %s", ready, since(began));
        measure(lab, operator);
        Complaints.of(operator).forEach((line, n) -> say("said %d times: %s", n, line));
      }
    }
    return 0;
  }

  private void measure(Lab lab, Operator operator) throws InterruptedException {
    try (Ground ground = new Ground(lab);
        Probe probe = new Probe(lab, "/api/v1/namespaces/" + Ground.SHOP + "/configmaps/orders")) {
      if (only.contains("start")) {
        idle("no grants", operator);
      }
      for (String kind : List.of("binding", "token")) {
        if (only.contains("lives")) {
          lives(lab, ground, kind);
        }
      }
      for (String kind : List.of("binding", "token")) {
        if (only.contains(kind)) {
          latency(kind, operator, new Latency(lab, ground, probe, Duration.ofMillis(pause)));
        }
      }
      if (only.contains("vault")) {
        lives(lab, ground, "login");
        DatabaseProbe database = new DatabaseProbe(lab.vault().database());
        latency("login", operator, new Latency(lab, ground, database, Duration.ofMillis(pause)));
      }
      if (only.contains("offboarding")) {
        new Offboardings(lab, ground, probe).measure(samples, WARM_UP).forEach(out::println);
      }
      if (only.contains("past")) {
        new Past(lab, ground, operator).measure(finished, finished * 2 / 5).forEach(out::println);
      }
      if (only.contains("refused")) {
        Latency latency = new Latency(lab, ground, probe, Duration.ofMillis(pause));
        new Refused(lab, operator, latency).measure(refused, samples, out::println);
      }
      if (scaled()) {
        new Scale(
                lab,
                ground,
                new Flood(ground, probe),
                operator,
                Duration.ofSeconds(idle),
                out::println)
            .measure(live, kept);
      }
      if (only.contains("flood")) {
        flood(operator, new Flood(ground, probe));
      }
      if (only.contains("dusk")) {
        dusk(lab, operator, new Flood(ground, probe));
      }
    }
  }

  private boolean scaled() {
    return live + kept > 0;
  }

  private void lives(Lab lab, Ground ground, String kind) throws InterruptedException {
    int count = 10;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("life-" + kind + "-" + i);
    }
    names.forEach(ground::subject);
    Thread.sleep(Duration.ofSeconds(6));
    AuditCount audit = new AuditCount(lab.auditLog());
    VaultCount vault = new VaultCount(lab);
    names.forEach(
        name -> {
          ground.ask(name, kind, Duration.ofSeconds(4), Optional.empty());
          ground.await(name, RequestPhase.AwaitingApproval);
          ground.approve(name);
        });
    names.forEach(name -> ground.await(name, RequestPhase.Ended));
    Thread.sleep(Duration.ofMillis(500));
    AuditCount.Calls calls = audit.calls();
    say(
        "%s: %s writes in a life, Events aside; conflicts in %d lives: %d",
        kind, each(calls.written(), count), count, calls.refused());
    calls.writes().forEach((what, n) -> say("    %s %s", each(n, count), what));
    say("  reads (those of the sweep and the guard included):");
    calls.reads().forEach((what, n) -> say("    %s %s", each(n, count), what));
    vault.calls().forEach((what, n) -> say("    %s of Vault: %s", each(n, count), what));
  }

  private void latency(String kind, Operator operator, Latency latency) {
    Footprint before = Footprint.of(operator.pid());
    // The first window must not be over before the last has begun and they are watched, also on a
    // machine where each takes much longer than the pause.
    Duration window = Duration.ofSeconds(40).plusMillis((SLOW + pause) * (samples + WARM_UP));
    Latency.Measured m = latency.measure(kind, samples, WARM_UP, window);
    say("%s: approval accepted to usable: %s", kind, Figures.ofNanos(m.sinceAccepted()));
    say("%s: of these the first fifty:     %s", kind, Figures.ofNanos(first(m.sinceAccepted())));
    say("%s: of these the last fifty:      %s", kind, Figures.ofNanos(last(m.sinceAccepted())));
    say("%s: approval sent to usable:     %s", kind, Figures.ofNanos(m.sinceSent()));
    say(
        "%s: window's end to refused:     %s; early: %d",
        kind, Figures.ofNanos(m.sinceEnd()), m.early());
    cpu(kind, samples + WARM_UP, before, operator);
  }

  /** What an approval takes to be usable where it is slow, in ms. */
  private static final long SLOW = 400;

  /** While much of the code is still cold. */
  private static List<Long> first(List<Long> all) {
    return all.subList(0, Math.min(all.size(), FEW));
  }

  private static List<Long> last(List<Long> all) {
    return all.subList(Math.max(0, all.size() - FEW), all.size());
  }

  private void flood(Operator operator, Flood many) throws InterruptedException {
    Footprint before = Footprint.of(operator.pid());
    Flood.Arrived arrived = many.arrive("flood", flood, LONG);
    say(
        "flood: %d asked for in %s, all active after %s: %.0f a second",
        flood, arrived.asked(), arrived.active(), flood * 1000.0 / arrived.active().toMillis());
    cpu("flood", flood, before, operator);
    idle(flood + " live grants", operator);
  }

  /** What is activated last must be so before the first is over. */
  private void dusk(Lab lab, Operator operator, Flood many) {
    Duration window = Duration.ofSeconds(15 + flood / 20);
    Footprint before = Footprint.of(operator.pid());
    Flood.Ended ended = many.expireTogether(lab, "dusk", flood, Duration.ofSeconds(15), window);
    say("dusk: %d windows ending within %s", flood, ended.spread());
    say("dusk: window's end to no binding: %s", Figures.ofNanos(ended.cut()));
    say("dusk: window's end to refused:    %s", Figures.ofNanos(ended.refused()));
    cpu("dusk", flood, before, operator);
  }

  private void cpu(String what, int grants, Footprint before, Operator operator) {
    Footprint after = Footprint.of(operator.pid());
    say(
        "%s: %.1f ms of CPU for each grant",
        what, after.cpu().minus(before.cpu()).toMillis() / (double) grants);
  }

  private void idle(String when, Operator operator) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(5));
    Footprint before = Footprint.of(operator.pid());
    Thread.sleep(Duration.ofSeconds(idle));
    Footprint after = Footprint.of(operator.pid());
    say(
        "idle with %s: %d MiB resident, %.1f %% of a CPU",
        when, after.residentKib() / 1024, after.cpu().minus(before.cpu()).toMillis() / 10.0 / idle);
  }

  private static String each(int n, int lives) {
    return String.format(Locale.ROOT, "%.1f", (double) n / lives);
  }

  private static Duration since(long nanos) {
    return Duration.ofMillis((System.nanoTime() - nanos) / 1_000_000);
  }

  private void say(String format, Object... arguments) {
    out.printf(Locale.ROOT, format + "%n", arguments);
  }
}
