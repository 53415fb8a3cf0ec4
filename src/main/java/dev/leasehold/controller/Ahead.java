package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.TargetKind;
import dev.leasehold.schedule.Deadlines;
import dev.leasehold.schedule.Locks;
import dev.leasehold.sweep.RemoteWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Stops access in the cluster while somebody works on its record and waits for another system,
 * which may take minutes. It takes no lock and writes nothing: a look afterwards ends the grant and
 * proves it. Until then access is stopped each second, so that what was just being made when it was
 * stopped gives none either.
 */
final class Ahead implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Ahead.class);

  private static final int AT_ONCE = 32;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final String FRESH = "fresh ";

  private final Function<String, Optional<AccessRecord>> find;
  private final Stopping stopping;
  private final Predicate<String> underWay;
  private final Locks locks;
  private final InstantSource clock;
  private final Deadlines deadlines;

  /**
   * @param find the record of this name, as far as it is known
   * @param underWay whether its access was stopped and the rest is being taken back just now
   */
  Ahead(
      Function<String, Optional<AccessRecord>> find,
      Stopping stopping,
      Predicate<String> underWay,
      Locks locks,
      InstantSource clock) {
    this.find = find;
    this.stopping = stopping;
    this.underWay = underWay;
    this.locks = locks;
    this.clock = clock;
    this.deadlines = new Deadlines("ahead", AT_ONCE, clock, this::look);
  }

  /** Something begins for this record that may wait for another system. */
  void begins(AccessRecord record) {
    if (isMixed(record)) {
      deadlines.set(name(record), clock.instant().plus(EVERY));
    }
  }

  /**
   * Somebody waits for whoever works on this record.
   *
   * @param fresh whether the API server itself is to be asked why it should end
   * @param apart whether that goes by another path, which may be sick as a whole
   */
  void waits(AccessRecord record, boolean fresh, boolean apart) {
    if (apart || isMixed(record)) {
      deadlines.now(fresh || apart ? FRESH + name(record) : name(record));
    }
  }

  void forget(String name) {
    deadlines.clear(name);
    deadlines.clear(FRESH + name);
  }

  @Override
  public void close() {
    deadlines.close();
  }

  private void look(String key) {
    boolean fresh = key.startsWith(FRESH);
    String name = fresh ? key.substring(FRESH.length()) : key;
    if (find.apply(name).filter(this::isHeldUp).filter(r -> goesOn(r, fresh)).isPresent()) {
      deadlines.set(key, clock.instant().plus(EVERY));
    } else {
      deadlines.clear(key);
    }
  }

  /** Only where something in the cluster does not have to wait for something elsewhere. */
  private static boolean isMixed(AccessRecord record) {
    return RemoteWatch.concerns(record)
        && record.getSpec().targets().stream().anyMatch(t -> t.kind() != TargetKind.Vault);
  }

  /** Where it is being ended and was stopped nothing is made any more: that takes the lock too. */
  private boolean isHeldUp(AccessRecord record) {
    return locks.isTaken(record.getSpec().request().uid()) && !underWay.test(name(record));
  }

  /** Stops it if it is to end, and says whether to look again; afresh only what is to end. */
  private boolean goesOn(AccessRecord record, boolean fresh) {
    try {
      return stopping.of(record, fresh) || !fresh;
    } catch (RuntimeException e) {
      LOG.warnf("record=%s could not be judged while it is worked on", name(record));
      return true;
    }
  }

  private static String name(AccessRecord record) {
    return record.getMetadata().getName();
  }
}
