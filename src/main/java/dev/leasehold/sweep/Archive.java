package dev.leasehold.sweep;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.RecordPages;
import dev.leasehold.lifecycle.Keeping;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.observe.KeepingReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Goes through all records, a page at a time and none kept: when this process begins to work, so
 * that it is known what was answered already, and then every five minutes for what is to be done
 * for those that are settled and whose request is gone. They are in no cache.
 */
public final class Archive implements AutoCloseable {
  public static final Duration EVERY = Duration.ofMinutes(5);

  private static final Logger LOG = Logger.getLogger(Archive.class);

  /** How soon after a round that came to nothing. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** How soon after one in which there was more to do than is done in one. */
  private static final Duration MORE = Duration.ofSeconds(10);

  /** Looked at in one round; the next takes those that are left. */
  private static final int AT_MOST = 500;

  private final RecordPages pages;
  private final Caches caches;
  private final Predicate<String> hasRequest;
  private final Consumer<String> look;
  private final Retention retention;
  private final BooleanSupplier lettingGo;
  private final InstantSource clock;
  private boolean full;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("archive").factory());

  /**
   * @param hasRequest whether there was a request of this UID when last seen
   * @param look takes the record of this name further after a fresh look; never throws
   * @param lettingGo whether records may go now; while they may not they are not looked at for that
   */
  public Archive(
      RecordPages pages,
      Caches caches,
      Predicate<String> hasRequest,
      Consumer<String> look,
      Retention retention,
      BooleanSupplier lettingGo,
      InstantSource clock) {
    this.pages = pages;
    this.caches = caches;
    this.hasRequest = hasRequest;
    this.look = look;
    this.retention = retention;
    this.lettingGo = lettingGo;
    this.clock = clock;
  }

  public void start() {
    next(Duration.ZERO);
  }

  private void next(Duration delay) {
    if (!timer.isShutdown()) {
      Future<?> _ =
          timer.schedule(
              () -> next(round() ? pause() : AGAIN), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** How long after a round that went through all. */
  Duration pause() {
    return full ? MORE : EVERY;
  }

  /** One round; whether all records were gone through. */
  boolean round() {
    try {
      List<String> due = through();
      full = due.size() >= AT_MOST;
      due.forEach(look);
      return true;
    } catch (RuntimeException e) {
      LOG.warnf("archive reason=%s is tried again", e.getClass().getSimpleName());
      return false;
    } catch (Throwable e) {
      // Whatever is thrown here would stop all further rounds.
      LOG.error("archive is tried again", e);
      return false;
    }
  }

  private List<String> through() {
    Instant now = clock.instant();
    Set<String> unseen = new HashSet<>(caches.writtenRecords().keys());
    Set<String> unasked = gone(caches.writtenRequests().keys());
    List<String> due = new ArrayList<>();
    caches.answered().begin();
    pages.each(
        record -> {
          String name = record.getMetadata().getName();
          caches.answered().add(record);
          unseen.remove(name);
          if (due.size() < AT_MOST && due(record, now)) {
            due.add(name);
          }
          return true;
        });
    caches.answered().complete();
    // What was written before and is not there now is gone; nothing else would tell.
    unseen.forEach(caches.writtenRecords()::forget);
    gone(unasked).forEach(caches.writtenRequests()::forget);
    caches.writtenRecords().nextRound();
    caches.writtenRequests().nextRound();
    return due;
  }

  private Set<String> gone(Set<String> requests) {
    return requests.stream().filter(uid -> !hasRequest.test(uid)).collect(Collectors.toSet());
  }

  private boolean due(AccessRecord record, Instant now) {
    AccessRecordStatus status = record.getStatus();
    if (status == null || !Caches.isSettled(record)) {
      return false;
    }
    return record.getMetadata().getDeletionTimestamp() != null
        || (!hasRequest.test(record.getSpec().request().uid())
            && due(KeepingReader.read(record, caches.persons()), now));
  }

  private boolean due(Keeping keeping, Instant now) {
    return keeping.due(retention, now)
        && (lettingGo.getAsBoolean() || !keeping.goes(retention, now));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
