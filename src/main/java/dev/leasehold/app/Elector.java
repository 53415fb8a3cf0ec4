package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seeks the Lease, and once it has it renews it (decision 0058). Nothing of what it decides depends
 * on a wall clock. A renewal that fails is tried again for as long as nobody else holds the Lease;
 * meanwhile {@link Tenure} lets nothing be changed. Used by one thread, and never blocks it for
 * longer than some calls last.
 */
final class Elector {
  private static final Logger LOG = Logger.getLogger(Elector.class);

  private static final String PUT_BACK =
      "is as it was before: the cluster was put back, and what this process knows is wrong";

  /** How long the Lease lasts without being renewed. */
  static final Duration LEASE = Duration.ofSeconds(3);

  /** From one look, or renewal, to the next. */
  static final Duration RETRY = Duration.ofMillis(500);

  private final Leases leases;
  private final Place place;
  private final LeaseWatch watch;
  private final LeaseDraft draft;
  private final Handover handover;
  private final Consumer<Elector.Change> told;
  private @Nullable Lease held;
  private boolean failing;
  private volatile long term;

  /** The calls that are needed. */
  interface Leases {
    /** Empty if there is none. */
    Optional<Lease> read() throws Unanswered;

    /** Empty if there is one already. */
    Optional<Lease> create(Lease lease) throws Unanswered;

    /** Empty if it is not there, or not as it was when it was read. */
    Optional<Lease> replace(Lease lease) throws Unanswered;
  }

  /** Where it is, and under which name this process holds it. */
  record Place(String namespace, String name, String us) {}

  /** What has become of this process. */
  enum Change {
    LEADS,
    LOST
  }

  /** Nothing is known: the call may have been carried out or not. */
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    Unanswered(String message) {
      super(message);
    }
  }

  /**
   * @param nanoTime a monotonic clock
   * @param clock what is written into the Lease for people to read
   * @param handover from who led before, and to who leads next
   * @param told when this process begins to lead, and when it is found not to any more; must not
   *     block
   */
  Elector(
      Leases leases,
      Place place,
      LongSupplier nanoTime,
      InstantSource clock,
      Handover handover,
      Consumer<Elector.Change> told) {
    this.leases = leases;
    this.place = place;
    this.watch = new LeaseWatch(place.us(), LEASE, nanoTime);
    this.draft = new LeaseDraft(place, clock, handover);
    this.handover = handover;
    this.told = told;
  }

  /** One look or renewal; what goes wrong is tried again by the next. */
  void round() {
    try {
      Lease mine = held;
      if (mine == null) {
        seek();
      } else {
        renew(mine);
      }
      failing = false;
    } catch (Unanswered e) {
      if (!failing) {
        LOG.warnf(
            "lease=%s cannot be read or renewed (%s); tried again", place.name(), e.getMessage());
      }
      failing = true;
    }
  }

  /** How often the Lease had changed hands when this process took it; more for each that leads. */
  long term() {
    return term;
  }

  private void seek() throws Unanswered {
    Optional<Lease> there = leases.read();
    if (watch.isPutBack(there)) {
      lost(PUT_BACK);
      return;
    }
    if (!watch.mayTake(there)) {
      return;
    }
    Lease wanted = draft.taken(there.orElseGet(draft::blank));
    Optional<Lease> taken = there.isPresent() ? leases.replace(wanted) : leases.create(wanted);
    if (taken.isPresent()) {
      held = taken.get();
      term = taken.get().getSpec().getLeaseTransitions();
      handover.take(taken.get());
      LOG.infof("lease=%s is held by %s, this process", place.name(), place.us());
      told.accept(Change.LEADS);
    }
  }

  private void renew(Lease mine) throws Unanswered {
    Optional<Lease> renewed = leases.replace(draft.renewed(mine));
    if (renewed.isEmpty()) {
      renewed = again(mine);
    }
    if (renewed.isPresent()) {
      held = renewed.get();
    }
  }

  /** It is not as it was when this process wrote it last. */
  private Optional<Lease> again(Lease mine) throws Unanswered {
    Optional<Lease> there = leases.read();
    if (there.isEmpty()) {
      Lease blank = draft.blank();
      blank.setSpec(mine.getSpec());
      return leases.create(draft.renewed(blank));
    }
    LeaseSpec spec = there.get().getSpec();
    if (!draft.isOurs(mine.getSpec(), spec)) {
      lost("is held by " + spec.getHolderIdentity() + " and no longer by this process");
      return Optional.empty();
    }
    if (LeaseDraft.isOlder(spec, mine.getSpec())) {
      lost(PUT_BACK);
      return Optional.empty();
    }
    return leases.replace(draft.renewed(there.get()));
  }

  private void lost(String why) {
    held = null;
    LOG.warnf("lease=%s %s", place.name(), why);
    told.accept(Change.LOST);
  }

  /** Gives the Lease up, if it is this process's; to be called when nothing is under way. */
  void resign() throws Unanswered {
    Lease mine = held;
    if (mine == null) {
      return;
    }
    held = null;
    Lease free = draft.renewed(mine);
    free.getSpec().setHolderIdentity(null);
    free.getSpec().setLeaseDurationSeconds(1);
    if (leases.replace(free).isPresent()) {
      LOG.infof("lease=%s was given up", place.name());
    } else {
      LOG.infof("lease=%s was changed by somebody else; it runs out by itself", place.name());
    }
  }
}
