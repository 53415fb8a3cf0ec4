package dev.leasehold.evidence;

import java.util.Map;

/**
 * What was last said of each request, so that what is tried time and again is said once. Of
 * requests that were not heard of for long it is forgotten, and said once more.
 */
final class SaidLast {
  private static final int MOST = 4096;

  private final Map<String, Said> last = new LatestUsed<>(MOST);

  private record Said(EventKind kind, Map<String, Object> facts) {
    private static Said of(Event event) {
      return new Said(event.kind(), event.facts().values());
    }
  }

  /** Whether the last that was said of its request is the same, but for the time. */
  synchronized boolean is(Event event) {
    return Said.of(event).equals(last.get(event.request().uid()));
  }

  synchronized void now(Event event) {
    last.put(event.request().uid(), Said.of(event));
  }
}
