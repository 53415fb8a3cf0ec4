package dev.leasehold.guard;

import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What a try of the guard has shown.
 *
 * @param policies those that were proved, if they were
 * @param at when they were proved
 * @param seenOff whether the guard was seen failing
 */
record Tried(Guard guard, Optional<Fingerprint> policies, Instant at, boolean seenOff) {
  static final Tried NOT_YET =
      unproved("the admission guard has not been tried yet; this takes seconds");

  /** Nobody answered. */
  static final Tried UNKNOWN = unproved("the admission guard could not be tried");

  private static final Logger LOG = Logger.getLogger(Tried.class);

  /** Says it in the log. */
  void said() {
    switch (guard) {
      case Guard.Live _ -> LOG.info("the admission guard is proved");
      case Guard.Unproved(Reason why) -> LOG.warnf("nothing is granted: %s", why.message());
    }
  }

  private static Tried unproved(String why) {
    return notLive(why, false);
  }

  static Tried notLive(String why, boolean seenOff) {
    return new Tried(
        new Guard.Unproved(new Reason(ReasonCode.APPROVAL_UNATTESTED, why)),
        Optional.empty(),
        Instant.EPOCH,
        seenOff);
  }
}
