package dev.leasehold.app;

import dev.leasehold.lifecycle.Guard;
import dev.leasehold.notice.Desk;
import dev.leasehold.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says when the guard was not proved for a while; a process that has just begun to work takes a
 * moment to prove it. Used by one thread.
 */
final class GuardAlarm implements Desk.Alarm {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Supplier<Guard> guard;
  private final Supplier<String> cluster;
  private final String command;
  private Optional<Instant> since = Optional.empty();

  /**
   * @param cluster the UID of the cluster
   */
  GuardAlarm(Supplier<Guard> guard, Supplier<String> cluster, String namespace) {
    this.guard = guard;
    this.cluster = cluster;
    this.command = "kubectl -n " + namespace + " logs deployments.apps/leasehold-operator";
  }

  @Override
  public Optional<Notice> raised(Instant now) {
    return switch (guard.get()) {
      case Guard.Live live -> {
        since = Optional.empty();
        yield Optional.empty();
      }
      case Guard.Unproved(var reason) -> {
        Instant down = since.orElse(now);
        since = Optional.of(down);
        yield Optional.of(down)
            .filter(at -> !now.isBefore(at.plus(PATIENCE)))
            .map(at -> Notice.guardDown(cluster.get(), at, reason.message(), command));
      }
    };
  }
}
