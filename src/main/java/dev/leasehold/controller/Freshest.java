package dev.leasehold.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what this process wrote last until the cache has caught up, so that an event that was
 * already under way does not make it act on what it has itself overtaken.
 */
final class Freshest<T extends HasMetadata> {
  private final Map<String, T> written = new ConcurrentHashMap<>();

  /** Takes in the API server's reply to a write. */
  T wrote(T object) {
    written.put(object.getMetadata().getUid(), object);
    return object;
  }

  /** The newer of what the cache has and what was written. */
  T of(T cached) {
    T mine = written.get(cached.getMetadata().getUid());
    if (mine == null) {
      return cached;
    }
    if (version(cached) >= version(mine)) {
      written.remove(cached.getMetadata().getUid(), mine);
      return cached;
    }
    return mine;
  }

  void forget(String uid) {
    written.remove(uid);
  }

  /** Resource versions are ordered numbers for every kind that the API server itself stores. */
  private long version(T object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
