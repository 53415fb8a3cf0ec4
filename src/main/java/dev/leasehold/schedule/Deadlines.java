package dev.leasehold.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Has keys looked at, at once or at their instants, on threads of its own. There is one for endings
 * and one for arrivals: the framework's pool serves events and timers first come, first served, and
 * an ending must not queue behind a flood.
 */
public final class Deadlines implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Deadlines.class);

  /** How soon after an error. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** How long before its instant an alarm is set anew; no clock is learnt worse than this. */
  private static final Duration NEAR = Duration.ofSeconds(1);

  /** What an act to a healthy API server takes at most; a standby waits for it. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final InstantSource clock;
  private final Consumer<String> look;
  private final Places places;
  private final UnaryOperator<String> group;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();
  private final Map<String, Turn> turns = new HashMap<>();
  private final Undecided undecided;
  private final ScopedValue<Place> here = ScopedValue.newInstance();

  /**
   * @param atOnce how many keys are looked at side by side
   * @param look what to do with a key; never throws
   */
  public Deadlines(String name, int atOnce, InstantSource clock, Consumer<String> look) {
    this(name, atOnce, new Undecided(), clock, look);
  }

  /**
   * The same, where keys of different groups come in turn.
   *
   * @param most how many of one group are looked at side by side
   * @param group of a key
   */
  public Deadlines(
      String name,
      int atOnce,
      int most,
      UnaryOperator<String> group,
      InstantSource clock,
      Consumer<String> look) {
    this(name, atOnce, most, group, new Undecided(), clock, look);
  }

  /**
   * The same.
   *
   * @param undecided counts the looks that have, or wait for, a place
   */
  public Deadlines(
      String name, int atOnce, Undecided undecided, InstantSource clock, Consumer<String> look) {
    this(name, atOnce, atOnce, key -> "", undecided, clock, look);
  }

  private Deadlines(
      String name,
      int atOnce,
      int most,
      UnaryOperator<String> group,
      Undecided undecided,
      InstantSource clock,
      Consumer<String> look) {
    this.group = group;
    this.undecided = undecided;
    this.clock = clock;
    this.look = look;
    this.places = new Places(atOnce, most);
    this.timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
    // Else what is cancelled stays until its time, which may be 90 days away.
    this.timer.setRemoveOnCancelPolicy(true);
  }

  /** Has the key looked at at {@code at}, instead of whenever it was to be before. */
  public void set(String key, Instant at) {
    if (closing()) {
      return;
    }
    alarms.compute(
        key,
        (same, before) -> {
          if (before != null) {
            if (before.at().equals(at) && !before.timer().isDone()) {
              return before;
            }
            before.timer().cancel(false);
          }
          return new Alarm(at, timer(key, at));
        });
  }

  /** The clock is still being learnt when alarms are set early; so each is set anew when near. */
  private Future<?> timer(String key, Instant at) {
    Duration left = Duration.between(clock.instant(), at);
    return left.compareTo(NEAR) > 0
        ? timer.schedule(() -> near(key, at), left.minus(NEAR).toNanos(), TimeUnit.NANOSECONDS)
        : timer.schedule(() -> now(key), Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
  }

  private void near(String key, Instant at) {
    alarms.computeIfPresent(
        key, (same, alarm) -> alarm.at().equals(at) ? new Alarm(at, timer(key, at)) : alarm);
  }

  /** Has the key looked at at {@code at}, unless it is going to be by then. */
  public void unlessSet(String key, Instant at) {
    Alarm alarm = alarms.get(key);
    if (alarm == null || alarm.timer().isDone() || at.isBefore(alarm.at())) {
      set(key, at);
    }
  }

  /** Has the key looked at as soon as there is a place; asking again meanwhile changes nothing. */
  public void now(String key) {
    run(key, () -> look.accept(key));
  }

  /**
   * Does something else under the key, on these threads. For each key one thing is done at a time,
   * and if it is asked for meanwhile, once more afterwards; so a key never takes two places.
   */
  public void run(String key, Runnable work) {
    synchronized (turns) {
      Turn turn = turns.get(key);
      if (turn == null) {
        submit(key, work);
      } else if (turn.begun()) {
        turns.put(key, new Turn(true, Optional.of(work)));
      }
    }
  }

  private void submit(String key, Runnable work) {
    if (closing()) {
      turns.remove(key);
      return;
    }
    turns.put(key, new Turn(false, Optional.empty()));
    undecided.comes();
    places.enter(group.apply(key), () -> begin(key, work));
  }

  private void begin(String key, Runnable work) {
    try {
      Future<?> _ = workers.submit(() -> work(key, work));
    } catch (RejectedExecutionException e) {
      // Nothing more is begun: this is being closed.
      done(key);
    }
  }

  private void work(String key, Runnable work) {
    Place place = new Place(group.apply(key));
    try {
      begun(key);
      if (!closing()) {
        ScopedValue.where(here, place).run(work);
      }
    } catch (Throwable e) {
      LOG.errorf(e, "key=%s could not be looked at; it is looked at again", key);
      again(key, work);
    } finally {
      place.leave();
      done(key);
    }
  }

  /** What is not to throw has thrown: without this, nobody would look until something changes. */
  private void again(String key, Runnable work) {
    if (!closing()) {
      Future<?> _ = timer.schedule(() -> run(key, work), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void begun(String key) {
    synchronized (turns) {
      turns.put(key, new Turn(true, Optional.empty()));
    }
  }

  private void done(String key) {
    synchronized (turns) {
      Turn turn = turns.remove(key);
      if (turn != null) {
        turn.again().ifPresent(work -> submit(key, work));
      }
    }
  }

  /**
   * Leaves the calling thread's place to the next in line, where it has one of these; what it goes
   * on with is not what the others wait for.
   */
  public void makeWay() {
    if (here.isBound()) {
      here.get().leave();
    }
  }

  /** How many timers are there, those of cancelled alarms included. */
  int timers() {
    return timer.getQueue().size();
  }

  /** How many keys wait for a place. */
  int waiting() {
    return places.waiting();
  }

  /** How many more could be looked at just now. */
  int free() {
    return places.free();
  }

  /** Whether nothing more is begun. */
  boolean closing() {
    return timer.isShutdown();
  }

  /** Forgets when the key was to be looked at. */
  public void clear(String key) {
    Alarm alarm = alarms.remove(key);
    if (alarm != null) {
      alarm.timer().cancel(false);
    }
  }

  /** What is under way is let come to its end, for a moment; nothing more is begun. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdown();
    try {
      boolean _ = workers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }

  /** Whether what is to be done for a key was begun, and what is to be done for it after that. */
  private record Turn(boolean begun, Optional<Runnable> again) {}

  /** One of the places, for as long as it is not left. */
  private final class Place {
    private final String whose;
    private boolean left;

    Place(String whose) {
      this.whose = whose;
    }

    void leave() {
      if (!left) {
        left = true;
        places.leave(whose);
        undecided.goes();
      }
    }
  }

  private record Alarm(Instant at, Future<?> timer) {}
}
