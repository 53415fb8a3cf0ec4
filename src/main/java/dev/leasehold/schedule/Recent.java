package dev.leasehold.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which record tells of something, so that the same again need not have one of its own. It is
 * remembered for an hour, by this process alone: whatever is forgotten costs one record more.
 */
public final class Recent<K> {
  public static final Duration WINDOW = Duration.ofHours(1);

  private static final int AT_MOST = 4096;

  private final Map<K, First> first =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, First> eldest) {
          return size() > AT_MOST;
        }
      };

  private record First(String record, Instant at) {}

  /** The record that tells of it, if one was made in the last hour. */
  public synchronized Optional<String> record(K same, Instant now) {
    First earlier = first.get(same);
    return earlier == null || !now.isBefore(earlier.at().plus(WINDOW))
        ? Optional.empty()
        : Optional.of(earlier.record());
  }

  /** From now on this record tells of it. */
  public synchronized void made(K same, String record, Instant now) {
    first.remove(same);
    first.put(same, new First(record, now));
  }
}
