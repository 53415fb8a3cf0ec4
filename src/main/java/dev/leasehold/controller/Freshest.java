package dev.leasehold.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers what this process wrote last until the cache has caught up, so that an event that was
 * already under way does not make it act on what it has itself overtaken.
 */
final class Freshest<T extends HasMetadata> {
  private final Map<String, T> written = new ConcurrentHashMap<>();

  /** Takes in the API server's reply to a write, under a key of the caller's. */
  T wrote(String key, T object) {
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
    Optional<T> cached = cache.get();
    if (mine == null) {
      return cached;
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

  void forget(String key) {
    written.remove(key);
  }

  /** Resource versions are ordered numbers for every kind that the API server itself stores. */
  static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
