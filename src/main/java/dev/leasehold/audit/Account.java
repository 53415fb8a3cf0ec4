package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the log says of one request, in little room; for comparing it with the record. */
final class Account {
  /** Different causes of one ending that are remembered; with more nothing is expected. */
  private static final int MAX_CAUSES = 8;

  private final int number;
  private Asking asking = Asking.UNSAID;
  private Access access = Access.NONE;
  private Ending ending = Ending.NONE;
  private SaidWindow window = SaidWindow.NONE;
  private SaidApprovals approvals = SaidApprovals.NONE;
  private Set<String> outcomes = Set.of();
  private Set<String> causes = Set.of();
  private Instant since = Instant.MIN;
  private long begunAt = -1;
  private Optional<Instant> purged = Optional.empty();
  private SaidIdentity identity = SaidIdentity.NONE;
  private boolean isSeen;

  Account(int number) {
    this.number = number;
  }

  void take(long index, Statement statement, Words words) {
    Said said = new Said(statement.predicate());
    State before = state();
    asking = words.shared(asking.with(said));
    if (statement.kind() == EventKind.OFFBOARDED) {
      frozen(index, said);
    }
    identity = identity.with(statement.kind(), statement.at());
    apply(statement.kind(), statement.at(), said);
    outcomes = with(outcomes, Outcomes.of(statement.kind(), said));
    if (state() != before) {
      since = statement.at();
    }
    if (begunAt < 0 && access.isBegun()) {
      begunAt = index;
    }
  }

  private void apply(EventKind kind, Instant at, Said said) {
    switch (kind) {
      case REFUSED, DENIED, WITHDRAWN -> {
        restored();
        approvals = approvals.intended(said).provided(at);
        ended(kind, at, said);
      }
      case PROVISION_INTENDED -> {
        again();
        access = access.intended(at, Optional.empty());
        window = window.intended(said.windowStart(), said.windowEnd());
        approvals = approvals.intended(said);
      }
      case PROVISIONED -> {
        again();
        access = access.provisioned(at);
        window = window.provided(at);
        approvals = approvals.provided(at);
      }
      case PROVISION_FAILED -> access = access.failed(at);
      case REVOKE_INTENDED -> {
        ending = ending.begun(at, said);
        causes = with(causes, Set.of(said.reason()));
      }
      case REVOKED, FORGOTTEN -> ended(kind, at, said);
      case PURGED -> purge(at);
      case OFFERED, REVIEWED, REVOKED_AGAIN, ORPHAN_REMOVED, OFFBOARDED, REINSTATED -> {}
    }
  }

  /** Once the record was let go, another one of the same name may come. */
  private void frozen(long index, Said said) {
    asking = asking.about(said.text("subject"));
    if (begunAt < 0 || purged.isPresent()) {
      begunAt = index;
    }
    purged = Optional.empty();
  }

  /** What had ended and was there again, after a restore, has a record of its refusal only. */
  private void restored() {
    if (ending.isOfAccess()) {
      access = Access.NONE;
      ending = Ending.NONE;
      window = SaidWindow.NONE;
      approvals = SaidApprovals.NONE;
      outcomes = Set.of();
      causes = Set.of();
      begunAt = -1;
    }
  }

  /** What is provided again has not ended. */
  private void again() {
    if (ending.at().isPresent()) {
      ending = Ending.NONE;
      causes = Set.of();
    }
  }

  /** The first proof is the earliest time that a record may have; it may be proved twice. */
  private void ended(EventKind kind, Instant at, Said said) {
    if (ending.at().isEmpty()) {
      ending = ending.done(kind, at, said);
    }
    causes = with(causes, Set.of(said.reason()));
  }

  /** Its record is let go, and nothing of it is compared any more. */
  private void purge(Instant at) {
    purged = Optional.of(at);
    asking = Asking.UNSAID;
    window = SaidWindow.NONE;
    approvals = SaidApprovals.NONE;
    causes = Set.of();
    identity = SaidIdentity.NONE;
  }

  private static Set<String> with(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    more.stream().filter(each -> !each.isEmpty()).forEach(all::add);
    return all.size() == some.size() ? some : Set.copyOf(all);
  }

  int number() {
    return number;
  }

  State state() {
    return State.of(access, ending);
  }

  /** Since when it is in this state. */
  Instant since() {
    return since;
  }

  /** When it ended, as was proved first. */
  Optional<Instant> ended() {
    return ending.at();
  }

  Optional<Instant> purged() {
    return purged;
  }

  /** The index of the first entry by which there was, or may have been, access; -1 without. */
  long begunAt() {
    return begunAt;
  }

  Optional<Instant> begun() {
    return access.intended().or(access::provisioned).or(identity::frozen);
  }

  /** Whether it is an identity that was offboarded, and no request. */
  boolean isOfIdentity() {
    return identity.isSaid();
  }

  SaidApprovals approvals() {
    return approvals;
  }

  /** Whether the life began at that time or later, so that the log has all of it. */
  boolean isWholeSince(Instant first) {
    return window.start().map(at -> !at.isBefore(SaidWindow.exact(first))).orElse(true);
  }

  /** That a record of it is there. */
  boolean see() {
    boolean before = isSeen;
    isSeen = true;
    return before;
  }

  boolean isSeen() {
    return isSeen;
  }

  /** What the record must say; nothing where the log does not say it. */
  Optional<Expected> expected(RecordField field) {
    return switch (field) {
      case REQUESTER -> Expected.fixed(asking.requester());
      case APPLIER -> Expected.fixed(asking.applier());
      case SUBJECT -> Expected.fixed(asking.subject());
      case ENTITLEMENT -> Expected.fixed(asking.entitlement());
      case OUTCOME -> Expected.fixed(outcomes);
      case START -> window.expectedStart();
      case END -> window.expectedEnd();
      case PHASE -> identity.phase().or(() -> Expected.since(since, Outcomes.phases(state())));
      case CAUSE -> causes.size() > MAX_CAUSES ? Optional.empty() : Expected.since(since, causes);
      case RECORD, NAME, APPROVALS, ENDED, EVIDENCE, TIMES -> Optional.empty();
    };
  }
}
