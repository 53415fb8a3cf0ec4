package dev.leasehold.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers what this process wrote last until the cache has caught up, so that an event that was
 * already under way does not make it act on what it has itself overtaken.
 */
public final class Freshest<T extends HasMetadata> {
  /** A watch that stalls is begun again within 12 minutes; a round takes five. */
  private static final int ROUNDS = 3;

  private final Map<String, T> written = new ConcurrentHashMap<>();
  private final Map<String, Left> left = new ConcurrentHashMap<>();
  private volatile int round;

  /** Takes in what was read of an object that has left the cache, since it is needed again. */
  void recall(String key, T object) {
    left.remove(key);
    wrote(key, object);
  }

  /** At which version an object left the cache for good, and in which round that was. */
  private record Left(long version, int round) {}

  /** Takes in the API server's reply to a write, under a key of the caller's. */
  public T wrote(String key, T object) {
    left.computeIfPresent(key, (same, gone) -> version(object) < gone.version() ? gone : null);
    written.merge(
        key, object, (before, after) -> version(before) > version(after) ? before : after);
    return object;
  }

  /**
   * The newer of what the cache has and what was written. The cache is read last: what was written
   * is forgotten only when the cache has it, so that at least one of the two is always up to date.
   */
  Optional<T> of(String key, Supplier<Optional<T>> cache) {
    T mine = written.get(key);
    Left gone = left.get(key);
    Optional<T> cached = cache.get();
    if (mine == null) {
      return cached.filter(object -> gone == null || version(object) >= gone.version());
    }
    if (cached.isPresent() && version(cached.get()) >= version(mine)) {
      written.remove(key, mine);
      return cached;
    }
    return Optional.of(mine);
  }

  /** What was written and perhaps not cached yet; to be asked before the cache is. */
  Optional<T> written(String key) {
    return Optional.ofNullable(written.get(key));
  }

  public void forget(String key) {
    written.remove(key);
  }

  /**
   * The cache is not to have this object any longer, nor is anybody to ask for it: what the cache
   * still says of it is overtaken. Of the object itself nothing is kept.
   */
  public void leave(String key, T last) {
    left.put(key, new Left(version(last), round));
    written.remove(key);
  }

  /** Whether what a cache has is overtaken, since the object has left it. */
  boolean hasLeft(String key, T cached) {
    Left gone = left.get(key);
    return gone != null && version(cached) < gone.version();
  }

  /** Begins a round: what left some rounds ago is in no cache any more. */
  public void nextRound() {
    int now = round + 1;
    round = now;
    left.values().removeIf(gone -> now - gone.round() > ROUNDS);
  }

  /** Under which keys something is remembered. */
  public Set<String> keys() {
    return Set.copyOf(written.keySet());
  }

  /** How many objects are remembered, in whole or in part. */
  int size() {
    return written.size() + left.size();
  }

  /** Resource versions are ordered numbers for every kind that the API server itself stores. */
  static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
