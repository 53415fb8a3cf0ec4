package dev.leasehold.sweep;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Pages;
import dev.leasehold.cluster.PlainCalls;
import dev.leasehold.cluster.Store;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.Tombstones;
import dev.leasehold.schedule.Rounds;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The second, independent way in which access ends: every 15 s, with a client and threads of its
 * own, by consistent lists, without informers. It deletes what carries our mark but belongs to no
 * live record, and has those records looked at for which it sees a reason to. Nothing that fails or
 * hangs for one of them keeps it from the others.
 */
public final class Sweep implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sweep.class);

  /** guarantees.md. */
  private static final Duration EVERY = Duration.ofSeconds(15);

  /** How long a round waits for a look to end, if meanwhile none does. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Pages pages;
  private final String grants;
  private final Orphans orphans;
  private final Reasons reasons;
  private final Looks looks;
  private final Findings findings;
  private final InstantSource clock;
  private final AtomicLong progress = new AtomicLong();
  private volatile @Nullable Instant finished;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sweep").factory());

  /** What is found that the first path of endings should have dealt with. */
  public enum Finding {
    /** An object with our mark that belonged to no live record. */
    ORPHAN,
    /** A record whose access was to end by then. */
    DUE,
    /** A record of which something is not as it was provisioned. */
    CHANGED
  }

  /** Told of what was found; neither waits nor throws. */
  public interface Findings {
    void found(Finding what, int times);

    /**
     * An object was removed that belonged to no live record.
     *
     * @param more how many others were in this round of which nothing is told
     */
    void removed(Removed what, int more);
  }

  /**
   * @param look takes a record further after a fresh look; false where somebody else works on it
   * @param tombstones what is known to have ended, whatever there is
   */
  public Sweep(
      KubernetesClient client,
      String grants,
      Predicate<AccessRecord> look,
      Tombstones tombstones,
      Findings findings,
      InstantSource clock,
      Duration patience) {
    PlainCalls calls = new PlainCalls(client);
    this.client = client;
    this.pages = new Pages(calls, progress::incrementAndGet);
    this.grants = grants;
    this.orphans = new Orphans(client, calls);
    this.reasons = new Reasons(pages, tombstones);
    this.looks = new Looks(patience, name -> look(name, look), progress::incrementAndGet);
    this.findings = findings;
    this.clock = clock;
  }

  public void start() {
    Future<?> _ = Rounds.begin(timer, EVERY, EVERY, this::sweep);
  }

  /** Grows as long as this goes on, whether the API server answers or not. */
  public long progress() {
    return progress.get();
  }

  /** When a round last went through everything; empty before the first. */
  public Optional<Instant> finished() {
    return Optional.ofNullable(finished);
  }

  /** One round; also if some of it fails, the rest is done. */
  void sweep() {
    boolean free = true;
    try {
      free = round();
    } catch (RuntimeException e) {
      LOG.warnf("sweep reason=%s is tried again: %s", e.getClass().getSimpleName(), e.getMessage());
    } catch (Throwable e) {
      // Whatever is thrown here would stop all further rounds.
      LOG.error("sweep is tried again", e);
    }
    if (free) {
      progress.incrementAndGet();
    }
  }

  private boolean round() {
    Optional<List<Marked>> marked = marked();
    OpenRecords records =
        OpenRecords.read(pages, client.getKubernetesSerialization(), clock.instant());
    Remains remains = new Remains(findings::removed);
    marked.stream()
        .flatMap(List::stream)
        .filter(m -> !records.live().contains(m.request()))
        .forEach(orphan -> orphan(orphan, remains));
    remains.end();
    Set<String> concerned = reasons.concerned(marked, records);
    looks.retain(records.open().stream().map(Open::name).collect(Collectors.toSet()));
    Instant now = clock.instant();
    tell(records, concerned);
    boolean free =
        looks.take(
            records.open().stream()
                .filter(
                    r ->
                        r.due().isPresent()
                            || concerned.contains(r.request())
                            || looks.owes(r.name()))
                .map(r -> new Looks.Due(r, r.due().orElse(now)))
                .toList());
    if (marked.isPresent() && reasons.complete() && free) {
      finished = clock.instant();
    }
    return free;
  }

  private void tell(OpenRecords records, Set<String> concerned) {
    long due = records.open().stream().filter(r -> r.due().isPresent()).count();
    long changed =
        records.open().stream()
            .filter(r -> r.due().isEmpty() && concerned.contains(r.request()))
            .count();
    findings.found(Finding.DUE, Math.toIntExact(due));
    findings.found(Finding.CHANGED, Math.toIntExact(changed));
  }

  private void orphan(Marked orphan, Remains remains) {
    try {
      if (orphans.remove(orphan, remains::add)) {
        findings.found(Finding.ORPHAN, 1);
      }
    } catch (RuntimeException e) {
      LOG.warnf("orphan=%s is tried again: %s", orphan.path(), e.getMessage());
    }
  }

  private boolean look(String name, Predicate<AccessRecord> look) {
    return Optional.ofNullable(
            Store.asking("record", () -> client.resources(AccessRecord.class).withName(name).get()))
        .filter(record -> !look.test(record))
        .isEmpty();
  }

  /** Listed before the records, so that whatever is listed has its record listed too. */
  private Optional<List<Marked>> marked() {
    try {
      return Optional.of(
          Stream.of(
                  marked(Marked.Kind.ROLE_BINDING, Marked.Kind.ROLE_BINDING.everywhere()),
                  marked(Marked.Kind.SERVICE_ACCOUNT, Marked.Kind.SERVICE_ACCOUNT.in(grants)),
                  marked(Marked.Kind.SECRET, Marked.Kind.SECRET.in(grants)))
              .flatMap(List::stream)
              .toList());
    } catch (RuntimeException e) {
      LOG.warnf("sweep what=marked is tried again: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private List<Marked> marked(Marked.Kind kind, String path) {
    return pages.metadata(Pages.Of.labelled(path, Keys.REQUEST_UID), meta -> Marked.of(kind, meta));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    looks.close();
  }
}
