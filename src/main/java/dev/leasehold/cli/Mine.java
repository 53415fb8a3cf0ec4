package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cli.Waiting.Wish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request of the caller's own; only what a list needs, as there may be many.
 *
 * @param wish what was asked for
 * @param when what comes or came when, such as {@code until 2026-12-01T08:00:00Z}; may be empty
 * @param at that time, to sort by
 * @param next the one thing to do next
 */
record Mine(Wish wish, String phase, String when, String at, String next) {
  /** A time and what it is of. */
  private record Time(String word, String at) {}

  static Mine of(RequestText text) {
    Optional<Time> time = text.status().flatMap(status -> time(text, status));
    return new Mine(
        Wish.of(text),
        text.phase(),
        time.map(t -> t.word() + " " + t.at()).orElse(""),
        time.map(Time::at).orElse(""),
        new NextStep(text).sentence());
  }

  private static Optional<Time> time(RequestText text, AccessRequestStatus status) {
    if (status.endedAt() != null) {
      return Optional.of(new Time("ended", status.endedAt()));
    }
    if (status.phase() == RequestPhase.Scheduled) {
      return of("from", text.request().getSpec().startAt());
    }
    if (status.phase() == RequestPhase.AwaitingApproval) {
      return text.offer().map(Offer::decideBy).map(by -> new Time("decide by", by));
    }
    return of("until", status.expiresAt());
  }

  private static Optional<Time> of(String word, @Nullable String at) {
    return Optional.ofNullable(at).map(known -> new Time(word, known));
  }

  /** What it is, and below it what to do. */
  List<String> lines() {
    String head =
        Stream.of(
                wish.namespace() + "/" + wish.name(),
                phase,
                wish.entitlement() + " for " + wish.subject(),
                when)
            .filter(part -> !part.isEmpty())
            .reduce((one, other) -> one + "  " + other)
            .orElseThrow();
    return List.of(head, "  Next: " + next);
  }

  /** The same for programs. */
  Map<String, String> document() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("namespace", wish.namespace());
    all.put("name", wish.name());
    all.put("phase", phase);
    all.put("entitlement", wish.entitlement());
    all.put("serviceAccountName", wish.subject());
    if (!when.isEmpty()) {
      all.put("when", when);
    }
    all.put("next", next);
    return all;
  }
}
