package dev.leasehold.app;

import dev.leasehold.evidence.Cosigning;
import dev.leasehold.evidence.LogOpening;
import dev.leasehold.evidence.WitnessKey;
import dev.leasehold.evidence.WitnessPeer;
import dev.leasehold.evidence.WitnessWatcher;
import dev.leasehold.schedule.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** Asks the witnesses once a second, on a thread of its own that nobody waits for. */
final class WitnessRounds {
  private static final Logger LOG = Logger.getLogger(WitnessRounds.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Cosigning cosigning;
  private final List<WitnessKey> witnesses;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("witnesses").factory());

  /** What goes on failing is said once. */
  private boolean failing;

  WitnessRounds(List<WitnessPeer> peers, int quorum, LogOpening opening, InstantSource clock) {
    this.cosigning = new Cosigning(peers, quorum, opening, new Logged());
    this.witnesses = peers.stream().map(WitnessPeer::key).toList();
    this.clock = clock;
  }

  void begin() {
    Future<?> _ = Rounds.begin(timer, EVERY, EVERY, this::round);
  }

  List<WitnessKey> witnesses() {
    return witnesses;
  }

  /** When this witness last cosigned. */
  Optional<Instant> cosignedAt(WitnessKey witness) {
    return cosigning.cosignedAt(witness);
  }

  private void round() {
    try {
      cosigning.round(clock.instant());
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warnf(
            "witnesses were not asked, or what they cosigned was not kept (%s); it is tried again",
            e.getMessage());
      }
      failing = true;
    } catch (IllegalArgumentException e) {
      // The log's own watcher says so; it may not have been begun yet.
      LOG.debugf("witnesses were not asked (%s)", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void end() {
    timer.shutdownNow();
    cosigning.close();
  }

  private static final class Logged implements WitnessWatcher {
    @Override
    public void fails(WitnessKey witness, String why) {
      LOG.warnf(
          "witness=%s does not cosign the evidence log: %s; it is asked again",
          witness.name(), why);
    }

    @Override
    public void cosigns(WitnessKey witness) {
      LOG.infof("witness=%s cosigns the evidence log", witness.name());
    }
  }
}
