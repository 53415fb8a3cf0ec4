package dev.leasehold.controller;

import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Watches;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.OffboardingLifecycle;
import dev.leasehold.lifecycle.OffboardingObservation;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.schedule.Backoff;
import dev.leasehold.schedule.Deadlines;
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Latches what service accounts say of their own offboarding into a record of it, one thread at a
 * time for each identity. What follows for requests and grants is theirs to see: each looks there.
 */
final class OffboardingFlow implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OffboardingFlow.class);

  /** Identities looked at side by side. */
  private static final int AT_ONCE = 16;

  private final Caches caches;
  private final OffboardingActs acts;
  private final Watches watches;
  private final Locks locks;
  private final Duration retention;
  private final InstantSource clock;
  private final Backoff backoff = new Backoff();
  private final LastWords words = new LastWords();
  private final Deadlines deadlines;

  /**
   * @param locks whoever grants holds the identity's while it looks and makes a record
   */
  OffboardingFlow(
      Caches caches,
      OffboardingActs acts,
      Watches watches,
      Locks locks,
      Duration retention,
      InstantSource clock) {
    this.caches = caches;
    this.acts = acts;
    this.watches = watches;
    this.locks = locks;
    this.retention = retention;
    this.clock = clock;
    this.deadlines = new Deadlines("offboardings", AT_ONCE, clock, this::advance);
  }

  /** The name of the lock on an identity. */
  static String lock(Subject identity) {
    return "offboarding " + key(identity);
  }

  /** An account as it is now, or as it was when it was deleted. */
  void heard(ServiceAccount account) {
    words.heard(account);
  }

  /** Has the identity looked at, if it ever was to be offboarded; its record may be gone. */
  void changed(Subject identity) {
    if (acts.record(identity).isPresent()
        || acts.said(identity).isPresent()
        || account(identity).filter(OffboardingReader::stamped).isPresent()) {
      deadlines.now(key(identity));
    }
  }

  /** The same of one that the evidence log says to be offboarded. */
  void said(Subject identity) {
    deadlines.now(key(identity));
  }

  /** The same for every identity there is. */
  void all() {
    watches.accounts().forEach(words::heard);
    Stream.concat(
            words.identities(),
            caches.allRecords().filter(OffboardingReader::is).map(OffboardingReader::identity))
        .map(OffboardingFlow::key)
        .distinct()
        .forEach(deadlines::now);
  }

  private void advance(String key) {
    int slash = key.indexOf('/');
    Subject identity = new Subject(key.substring(0, slash), key.substring(slash + 1));
    try {
      Optional<Instant> again = locks.call(lock(identity), () -> settle(identity));
      backoff.succeeded(key);
      again.ifPresentOrElse(at -> deadlines.set(key, at), () -> deadlines.clear(key));
    } catch (Unavailable e) {
      LOG.warnf(
          "identity=%s reason=%s tried again: %s", key, e.reason().code(), e.reason().message());
      deadlines.set(key, clock.instant().plus(backoff.failed(key)));
    } catch (RuntimeException e) {
      LOG.errorf(e, "identity=%s could not be taken further", key);
      deadlines.set(key, clock.instant().plus(backoff.failed(key)));
    }
  }

  /** Each act changes what is seen next, and none brings back what was seen before. */
  private Optional<Instant> settle(Subject identity) {
    while (true) {
      Instant now = clock.instant();
      Optional<ServiceAccount> account = account(identity);
      Optional<Freeze> said = acts.said(identity);
      OffboardingObservation seen = acts.observed(identity, said, account);
      OffboardingStep step = OffboardingLifecycle.next(seen, retention, now);
      acts.perform(identity, account, step, now);
      if (step instanceof OffboardingStep.Rest(Optional<Instant> wakeAt)) {
        acts.settled(identity, said);
        return wakeAt;
      }
      if (step instanceof OffboardingStep.Forget) {
        return Optional.empty();
      }
    }
  }

  private Optional<ServiceAccount> account(Subject identity) {
    return words.of(
        identity,
        watches.account(identity.namespace(), identity.serviceAccount()),
        acts.record(identity));
  }

  private static String key(Subject identity) {
    return identity.namespace() + "/" + identity.serviceAccount();
  }

  @Override
  public void close() {
    deadlines.close();
  }
}
