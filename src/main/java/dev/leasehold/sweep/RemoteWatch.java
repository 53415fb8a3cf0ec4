package dev.leasehold.sweep;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.TargetKind;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.RemoteFindings;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Target;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Gate;
import dev.leasehold.schedule.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks from time to time at what other systems hold: whether what is in use is still there, and
 * whether what was taken back has come to life again, as it does when Vault is restored from an
 * older snapshot. So many are looked at in each round, those first that were not for longest.
 */
public final class RemoteWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RemoteWatch.class);

  /** guarantees.md: what ended stays ended, at most 20 s after it could be told. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private static final int LIVE_IN_A_ROUND = 400;
  private static final int ENDED_IN_A_ROUND = 400;
  private static final int AT_ONCE = 8;

  private final Supplier<Stream<AccessRecord>> records;
  private final Access access;
  private final RemoteFindings findings;
  private final Revival revival;
  private final Consumer<String> fresh;
  private final InstantSource clock;
  private final Map<String, Instant> looked = new ConcurrentHashMap<>();
  private final Gate gate = new Gate(AT_ONCE);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("remote-watch").factory());

  /**
   * @param records all that there are
   * @param fresh has the record of this name looked at
   */
  public RemoteWatch(
      Supplier<Stream<AccessRecord>> records,
      Access access,
      RemoteFindings findings,
      Revival revival,
      Consumer<String> fresh,
      InstantSource clock) {
    this.records = records;
    this.access = access;
    this.findings = findings;
    this.revival = revival;
    this.fresh = fresh;
    this.clock = clock;
  }

  public void start() {
    Future<?> _ = Rounds.begin(timer, EVERY, EVERY, this::round);
  }

  /** Whether another system than the API server takes part in what the record grants. */
  public static boolean concerns(AccessRecord record) {
    return record.getSpec().targets().stream().anyMatch(t -> t.kind() == TargetKind.Vault);
  }

  /** One round; also if some of it fails, the rest is done. */
  void round() {
    try {
      Instant now = clock.instant();
      List<AccessRecord> all = records.get().filter(RemoteWatch::concerns).toList();
      List<AccessRecord> live =
          all.stream().filter(r -> RecordReader.standing(r) == Standing.ACTIVE).toList();
      List<AccessRecord> ended = all.stream().filter(r -> readsMayRevive(r, now)).toList();
      Set<String> names =
          Stream.concat(live.stream(), ended.stream())
              .map(RemoteWatch::name)
              .collect(Collectors.toSet());
      looked.keySet().retainAll(names);
      findings.retain(names);
      sideBySide(
          Stream.concat(
                  due(ended, ENDED_IN_A_ROUND).map(r -> call(r, revival::look)),
                  due(live, LIVE_IN_A_ROUND).map(r -> call(r, this::live)))
              .toList());
    } catch (RuntimeException e) {
      LOG.warnf("remote-watch reason=%s is tried again", e.getClass().getSimpleName());
    }
  }

  /** One record that cannot be read keeps no other from being looked at. */
  private static boolean readsMayRevive(AccessRecord record, Instant now) {
    try {
      return mayRevive(record, now);
    } catch (RuntimeException e) {
      LOG.warnf("record=%s cannot be read and is passed over", name(record));
      return false;
    }
  }

  private static boolean mayRevive(AccessRecord record, Instant now) {
    return RecordReader.standing(record) == Standing.CLOSED
        && record.getSpec().targets().stream()
            .anyMatch(t -> !Revival.over(record, t.name(), now).vault().isEmpty());
  }

  private Stream<AccessRecord> due(List<AccessRecord> records, int most) {
    return records.stream()
        .sorted(
            Comparator.comparing((AccessRecord r) -> looked.getOrDefault(name(r), Instant.EPOCH)))
        .limit(most);
  }

  private Callable<Void> call(AccessRecord record, Consumer<AccessRecord> look) {
    return () -> {
      gate.run(
          () -> {
            try {
              looked.put(name(record), clock.instant());
              look.accept(record);
            } catch (RuntimeException e) {
              LOG.warnf("record=%s could not be looked at elsewhere", name(record));
            }
          });
      return null;
    };
  }

  private static void sideBySide(List<Callable<Void>> calls) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> _ = threads.invokeAll(calls);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live(AccessRecord record) {
    Grant grant = RecordReader.grant(record);
    boolean lost = false;
    for (Target target : access.targets(grant, true).toList()) {
      Holdings known = RecordReader.holdings(record, target.name());
      Condition found = access.ask(grant, target, known);
      findings.note(grant, target, known, found);
      lost = lost || found instanceof Condition.Lessened;
    }
    if (lost) {
      fresh.accept(name(record));
    }
    revival.look(record);
  }

  private static String name(AccessRecord record) {
    return record.getMetadata().getName();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
