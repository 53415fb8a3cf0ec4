package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.controller.Journal;
import dev.leasehold.controller.Notices;
import dev.leasehold.controller.Reports;
import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventLog;
import dev.leasehold.evidence.LatestEntries;
import dev.leasehold.evidence.LogWatcher;
import dev.leasehold.evidence.Past;
import dev.leasehold.evidence.Receipt;
import dev.leasehold.evidence.WitnessKey;
import dev.leasehold.evidence.WitnessPeer;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.metrics.Meters;
import dev.leasehold.metrics.Metric;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The evidence log of the process that leads; nothing where none is configured. */
@Singleton
public class EvidenceWork {
  private static final Logger LOG = Logger.getLogger(EvidenceWork.class);

  /** An ending may have to wait for so long for somebody who is about to provide. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final EvidenceReceipts receipts = new EvidenceReceipts();
  private final Past past = Past.unread();
  private final Meters meters;
  private final InstantSource clock;
  private final Optional<String> name;
  private final Optional<EventLog> log;
  private final Optional<WitnessRounds> witnesses;
  private volatile long fence;
  private volatile Optional<String> known = Optional.empty();

  public EvidenceWork(
      OperatorConfiguration configuration, EvidenceKeys keys, Meters meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
    this.name = configuration.evidence().name();
    Optional<EvidenceOpening> opening =
        configuration.evidence().directory().map(d -> opening(Path.of(d), keys.key()));
    this.log = opening.map(o -> new EventLog(LIMIT, o, new Watching(), past));
    this.witnesses = opening.flatMap(o -> witnesses(o, configuration.evidence(), clock));
    if (opening.isEmpty()) {
      requireNone("witnesses", configuration.evidence().witnesses());
      requireNone("transit", configuration.evidence().transit());
    }
  }

  private static void requireNone(String field, Optional<String> value) {
    if (value.isPresent()) {
      throw new IllegalArgumentException(
          "leasehold.evidence.%s is of no use without leasehold.evidence.directory"
              .formatted(field));
    }
  }

  private static Optional<WitnessRounds> witnesses(
      EvidenceOpening opening, OperatorConfiguration.Evidence evidence, InstantSource clock) {
    List<WitnessPeer> peers = evidence.witnesses().map(WitnessList::parse).orElse(List.of());
    int quorum = WitnessList.quorum(evidence.quorum(), peers);
    return peers.isEmpty()
        ? Optional.empty()
        : Optional.of(new WitnessRounds(peers, quorum, opening, clock));
  }

  private EvidenceOpening opening(Path directory, LogKey key) {
    return new EvidenceOpening(directory, key, () -> fence, () -> known);
  }

  /** Where it is said what happens: to people and machines, and in the log. */
  @Produces
  @Singleton
  public Reports reports(Notices notices) {
    return new Reports(notices, log.<Journal>map(Written::new).orElseGet(Journal.None::new));
  }

  /**
   * Opens it; to be called once.
   *
   * @param term larger for each process that leads
   * @param before {@link #latest} and {@link #heeded} of the process that led before
   */
  void begin(long term, Handed before) {
    fence = term;
    known = before.checkpoint();
    past.begin(clock.instant(), before.told(name));
    log.ifPresent(EventLog::begin);
    witnesses.ifPresent(WitnessRounds::begin);
  }

  void end() {
    witnesses.ifPresent(WitnessRounds::end);
    log.ifPresent(EventLog::close);
  }

  /** Whether it can be written to; empty where there is none. */
  Optional<Boolean> works() {
    return log.map(EventLog::works);
  }

  /** The last checkpoint that was seen, for the next process; empty where none was. */
  Optional<String> latest() {
    return log.flatMap(EventLog::latest).map(Checkpoint::brief);
  }

  /**
   * The same, once all was read that the cluster may have lost, and it has that again; until then
   * empty, so that what the process before has left stays.
   */
  Optional<String> heeded() {
    // In this order: what comes in between is of this process, and the cluster has it.
    return latest().filter(_ -> past.identities().isInCluster());
  }

  /** Who is asked to cosign it. */
  List<WitnessKey> witnesses() {
    return witnesses.map(WitnessRounds::witnesses).orElse(List.of());
  }

  /** When this witness last cosigned; nothing until it has. */
  Optional<Instant> cosignedAt(WitnessKey witness) {
    return witnesses.flatMap(w -> w.cosignedAt(witness));
  }

  /** How many events wait to be written. */
  int waiting() {
    return log.map(EventLog::waiting).orElse(0);
  }

  private final class Written implements Journal {
    private final EventLog events;

    private Written(EventLog events) {
      this.events = events;
    }

    @Override
    public void require(Supplier<Event> made) {
      Event event = made.get();
      try {
        events.append(event);
      } catch (IOException e) {
        LOG.debugf("request=%s %s", event.request().uid(), e.getMessage());
        throw new Unavailable(Journal.UNWRITABLE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable(new Reason(ReasonCode.STOPPING, "the operator is being stopped"));
      }
    }

    @Override
    public void note(Supplier<Event> event) {
      events.note(event.get());
    }

    @Override
    public boolean works() {
      return events.works();
    }

    @Override
    public Optional<CompletionStage<LatestEntries>> before() {
      return Optional.of(events.before());
    }

    @Override
    public Past past() {
      return past;
    }

    @Override
    public AccessRecordStatus located(AccessRecord record, AccessRecordStatus status) {
      return receipts.located(record, status);
    }
  }

  private final class Watching implements LogWatcher {
    @Override
    public void written(Event event, Receipt receipt) {
      receipts.add(event, receipt);
    }

    @Override
    public void fails(String why) {
      LOG.errorf("evidence log: %s; no access is provided until it works, it is tried again", why);
    }

    @Override
    public void works() {
      LOG.info("evidence log: it can be written");
    }

    @Override
    public void unread(String why) {
      LOG.warnf(
          "evidence log: not all of it was read, so what it lacks is not added, and access may wait: %s",
          why);
    }

    @Override
    public void lost(Event event) {
      meters.count(Metric.EVIDENCE_LOST);
      LOG.errorf(
          "request=%s event=%s is not in the evidence log", event.request().uid(), event.kind());
    }
  }
}
