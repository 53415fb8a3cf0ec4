package dev.leasehold.sweep;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Locks;
import dev.leasehold.status.Blame;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes back again what another system brought back to life after it was proved gone, as Vault does
 * when it is restored: all of an ended grant, and of a live one the credentials before its own.
 */
public final class Revival {
  private static final Logger LOG = Logger.getLogger(Revival.class);

  private final UnaryOperator<AccessRecord> newest;
  private final Access access;
  private final Store store;
  private final Locks locks;
  private final Told told;
  private final InstantSource clock;

  /** Told that something was there again; neither waits nor throws. */
  @FunctionalInterface
  public interface Told {
    /**
     * It was revoked again.
     *
     * @param left why that is not proved, if it is not
     */
    void again(AccessRecord record, String target, Optional<Reason> left);
  }

  /**
   * @param newest the same record as it is now
   */
  public Revival(
      UnaryOperator<AccessRecord> newest,
      Access access,
      Store store,
      Locks locks,
      Told told,
      InstantSource clock) {
    this.newest = newest;
    this.access = access;
    this.store = store;
    this.locks = locks;
    this.told = told;
    this.clock = clock;
  }

  /** What could be there again now: what was taken back, and would not have expired. */
  static Holdings over(AccessRecord record, String target, Instant now) {
    Holdings known = RecordReader.holdings(record, target);
    List<VaultHold> holds =
        switch (RecordReader.standing(record)) {
          case CLOSED -> known.vault();
          case ACTIVE -> replaced(known);
          case ACTIVATING, ENDING -> List.of();
        };
    return new Holdings(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        holds.stream().filter(hold -> now.isBefore(hold.expiresAt())).toList());
  }

  /** Not what is being made to replace the one in use: whoever makes it takes it back. */
  private static List<VaultHold> replaced(Holdings known) {
    Set<String> inUse =
        Stream.of(known.current(), known.previous())
            .flatMap(Optional::stream)
            .map(CredentialFacts::jti)
            .collect(Collectors.toSet());
    int newest = known.current().map(CredentialFacts::generation).orElse(0);
    return known.vault().stream()
        .filter(hold -> hold.generation() <= newest && !inUse.contains(hold.accessor()))
        .toList();
  }

  /** Looks at one record; what cannot be asked now is not concluded. */
  void look(AccessRecord record) {
    Grant grant = RecordReader.grant(record);
    for (Target target : access.targets(grant, true).toList()) {
      Holdings over = over(record, target.name(), clock.instant());
      if (!over.vault().isEmpty()
          && access.look(grant, target, over) instanceof Removal.Left left
          && left.seen()) {
        locks.run(grant.request().uid(), () -> again(record, grant, target));
      }
    }
  }

  private void again(AccessRecord seen, Grant grant, Target target) {
    AccessRecord record = newest.apply(seen);
    Holdings over = over(record, target.name(), clock.instant());
    if (over.vault().isEmpty()) {
      return;
    }
    Removal removal = access.undo(grant, target, over);
    LOG.warnf(
        "record=%s target=%s had come back and was revoked again", name(record), target.name());
    told.again(record, target.name(), left(record, removal));
    try {
      AccessRecord _ =
          store.write(
              record, RecordStatusWriter.revived(record, left(record, removal), clock.instant()));
    } catch (Unavailable e) {
      LOG.warnf("record=%s reason=%s that is not written down", name(record), e.reason().code());
    }
  }

  private static Optional<Reason> left(AccessRecord record, Removal removal) {
    return removal instanceof Removal.Left(var reason)
        ? Optional.of(Blame.of(record, reason))
        : Optional.empty();
  }

  private static String name(AccessRecord record) {
    return record.getMetadata().getName();
  }
}
