package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Lease may be taken, judged as client-go does: by how long this process has seen it
 * unchanged, on its own monotonic clock. The times in it are another machine's and prove nothing.
 * Used by one thread.
 */
final class LeaseWatch {
  /** However long a holder promises to need; it is believed up to here. */
  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final String us;
  private final Duration lease;
  private final LongSupplier nanoTime;
  private @Nullable LeaseSpec seen;
  private long changed;
  private long looked;

  /**
   * @param us the name under which this process holds it
   * @param lease how long it lasts where it does not say so itself
   */
  LeaseWatch(String us, Duration lease, LongSupplier nanoTime) {
    this.us = us;
    this.lease = lease;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes in a look, and returns whether the Lease may be taken now: it was given up, or is held
   * under our own name by what ran here before, or was not renewed for as long as it lasts. Where
   * nobody has looked for that long, as in an outage, counting begins anew, so that the holder is
   * the first to renew it.
   *
   * @param there as it was read just now; empty if there is none
   */
  boolean mayTake(Optional<Lease> there) {
    LeaseSpec spec = there.map(Lease::getSpec).orElse(null);
    long now = nanoTime.getAsLong();
    LeaseSpec before = seen;
    if (before == null) {
      if (spec == null) {
        return true;
      }
      saw(spec, now);
    } else if (spec != null && !spec.equals(before)) {
      saw(spec, now);
    } else if (now - looked > lasts(before).toNanos()) {
      changed = now;
    }
    looked = now;
    return (spec != null && free(spec)) || now - changed >= lasts(seen).toNanos();
  }

  /**
   * Whether it is as it was before this process last saw it: the cluster was put back, and what a
   * process knows that stood by is of one that is no longer there.
   */
  boolean isPutBack(Optional<Lease> there) {
    LeaseSpec spec = there.map(Lease::getSpec).orElse(null);
    LeaseSpec before = seen;
    if (spec == null || before == null) {
      return false;
    }
    int turns = terms(spec) - terms(before);
    return turns < 0
        || (turns == 0
            && Objects.equals(spec.getHolderIdentity(), before.getHolderIdentity())
            && LeaseDraft.isOlder(spec, before));
  }

  private static int terms(LeaseSpec spec) {
    return Objects.requireNonNullElse(spec.getLeaseTransitions(), 0);
  }

  private void saw(LeaseSpec spec, long now) {
    seen = spec;
    changed = now;
  }

  private boolean free(LeaseSpec spec) {
    String holder = spec.getHolderIdentity();
    return holder == null || holder.isEmpty() || holder.equals(us);
  }

  private Duration lasts(@Nullable LeaseSpec spec) {
    Duration said =
        spec == null || spec.getLeaseDurationSeconds() == null
            ? lease
            : Duration.ofSeconds(spec.getLeaseDurationSeconds());
    return said.compareTo(AT_MOST) > 0 ? AT_MOST : said;
  }
}
