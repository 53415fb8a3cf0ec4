package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Statement;
import dev.leasehold.model.RequestRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A life as far as it was read. What a crash made the operator say twice changes nothing. */
final class LifeDraft {
  /** So long an end may take before it counts as late. */
  static final Duration GRACE = Duration.ofMinutes(1);

  private static final int MAX_STEPS = 80;
  private static final int MAX_APPROVERS = 200;

  private final RequestRef request;
  private final Words words;
  private final List<Step> steps = new ArrayList<>(6);
  private final Set<Deviation> found = EnumSet.noneOf(Deviation.class);
  private Asking asking = Asking.UNSAID;
  private List<Approver> approvals = List.of();
  private Access access = Access.NONE;
  private Ending ending = Ending.NONE;
  private Oversight oversight = Oversight.UNSAID;
  private Optional<EventKind> awaited = Optional.empty();
  private long entries;
  private boolean isInPeriod;
  private boolean isPurged;

  LifeDraft(RequestRef request, Words words) {
    this.request = request;
    this.words = words;
  }

  /**
   * The next entry of this request.
   *
   * @param isInPeriod whether it is after the beginning of what is looked at
   */
  void take(long index, Statement statement, boolean isInPeriod) {
    Said said = new Said(statement.predicate());
    this.isInPeriod |= isInPeriod;
    step(new Step(index, statement.kind(), statement.at(), statement.late()));
    if (statement.fromRecord()) {
      found.add(Deviation.FROM_RECORD);
    }
    asking = words.shared(asking.with(said));
    oversight = oversight.with(said);
    apply(statement.kind(), statement.at(), said);
  }

  private void step(Step step) {
    entries++;
    if (steps.size() == MAX_STEPS) {
      steps.remove(MAX_STEPS / 2);
    }
    steps.add(step);
    if (step.late()) {
      found.add(Deviation.WRITTEN_LATE);
    }
  }

  private void apply(EventKind kind, Instant at, Said said) {
    switch (kind) {
      case OFFERED -> asking = asking.offered(at);
      case REFUSED, DENIED, WITHDRAWN -> {
        approved(said.approvals());
        // What had ended and was there again, after a restore, was refused then.
        ending = ending.isOfAccess() ? ending : ending.done(kind, at, said);
      }
      case PROVISION_INTENDED -> intended(at, said);
      case PROVISIONED -> {
        lacking(access.intended().isEmpty());
        afterEnd();
        access = access.provisioned(at);
        settle(EventKind.PROVISION_INTENDED);
      }
      case PROVISION_FAILED -> {
        access = access.failed(at);
        settle(EventKind.PROVISION_INTENDED);
      }
      case REVOKE_INTENDED -> {
        ending = ending.begun(at, said);
        awaited = Optional.of(kind);
      }
      case REVOKED, FORGOTTEN -> ended(kind, at, said);
      case REVIEWED -> oversight = oversight.reviewed(at, said);
      case PURGED -> isPurged = true;
      case REVOKED_AGAIN, ORPHAN_REMOVED, OFFBOARDED, REINSTATED -> beside(kind);
    }
  }

  /** What the second path did by itself. */
  private void beside(EventKind kind) {
    if (kind == EventKind.REVOKED_AGAIN) {
      found.add(Deviation.CAME_BACK);
    } else if (kind == EventKind.ORPHAN_REMOVED) {
      found.add(Deviation.ORPHAN);
    }
  }

  private void intended(Instant at, Said said) {
    afterEnd();
    approved(said.approvals());
    if (!access.isBegun() && oversight.needsApproval() && approvals.isEmpty()) {
      found.add(Deviation.NOT_APPROVED);
    }
    access = access.intended(at, said.windowEnd());
    awaited = Optional.of(EventKind.PROVISION_INTENDED);
  }

  private void ended(EventKind kind, Instant at, Said said) {
    lacking(kind == EventKind.REVOKED && ending.begun().isEmpty());
    if (kind == EventKind.FORGOTTEN) {
      found.add(Deviation.FORGOTTEN);
    }
    ending = ending.done(kind, at, said);
    awaited = Optional.empty();
  }

  private void approved(List<Approver> more) {
    Set<Approver> all = new LinkedHashSet<>(approvals);
    more.stream().limit(MAX_APPROVERS - (long) all.size()).map(words::shared).forEach(all::add);
    approvals = List.copyOf(all);
    if (approvals.stream().anyMatch(approver -> asking.isOneOf(approver.name()))) {
      found.add(Deviation.SELF_APPROVED);
    }
  }

  private void lacking(boolean intent) {
    if (intent) {
      found.add(Deviation.NO_INTENT);
    }
  }

  /** What is provided again has not ended. */
  private void afterEnd() {
    if (ending.at().isPresent()) {
      found.add(Deviation.AFTER_END);
      ending = Ending.NONE;
    }
  }

  private void settle(EventKind intent) {
    awaited = awaited.filter(kind -> kind != intent);
  }

  /** Nothing more will come, and nothing of it was in the period. */
  boolean isOver() {
    return isPurged && !isInPeriod;
  }

  /** What happened in the period, or had not ended before it. */
  boolean isInPopulation() {
    return isInPeriod || ending.at().isEmpty();
  }

  Life life(Instant asOf) {
    Set<Deviation> all = EnumSet.noneOf(Deviation.class);
    all.addAll(found);
    Life plain = life(List.of());
    mark(all, Deviation.UNSAID, !asking.isSaid());
    mark(all, Deviation.NO_OUTCOME, awaited.isPresent());
    mark(all, Deviation.EMERGENCY, oversight.isEmergency());
    mark(all, Deviation.REVIEW_OWED, oversight.isOwed(access, ending, asOf));
    mark(all, Deviation.STANDING, plain.state().isStanding());
    Optional<Instant> tooLate = plain.due().map(due -> due.plus(GRACE));
    mark(all, Deviation.REMOVED_LATE, isAfter(ending.at(), tooLate));
    mark(
        all,
        Deviation.NOT_REMOVED,
        plain.state().isStanding() && isAfter(Optional.of(asOf), tooLate));
    return life(List.copyOf(all));
  }

  private Life life(List<Deviation> deviations) {
    return new Life(
        request,
        asking,
        approvals,
        access,
        ending,
        oversight,
        new Life.Chain(steps, entries, deviations));
  }

  private static boolean isAfter(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && one.get().isAfter(other.get());
  }

  private static void mark(Set<Deviation> all, Deviation deviation, boolean applies) {
    if (applies) {
      all.add(deviation);
    }
  }
}
