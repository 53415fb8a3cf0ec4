package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a record says, which stays when its request is gone. */
public final class RecordNotices {
  /** Type of the condition. */
  private static final String REVOCATION_FAILED = "RevocationFailed";

  private final AccessRecord record;
  private final RecordText text;
  private final List<Notice> all = new ArrayList<>();

  private RecordNotices(AccessRecord record) {
    this.record = record;
    this.text = new RecordText(record);
  }

  /**
   * All of them that can be told by now from how the record stands, first what happened first. Two
   * derivations differ at most by what happened in between, and by the end of a window that was
   * renewed meanwhile.
   */
  public static List<Notice> of(AccessRecord record, Instant now) {
    RecordNotices notices = new RecordNotices(record);
    Optional<AccessRecordStatus> status = Optional.ofNullable(record.getStatus());
    RecordOutcome outcome = record.getSpec().outcome();
    // A later version may write an outcome of its own; it may mean access.
    if (outcome == null || outcome == RecordOutcome.Granted) {
      notices.approved();
      status.ifPresent(s -> notices.granted(s, now));
    } else if (outcome == RecordOutcome.Offboarded) {
      status.map(AccessRecordStatus::offboarding).ifPresent(notices::offboarded);
    } else {
      status.ifPresent(s -> notices.refused(outcome, s));
    }
    return notices.all.stream().sorted(Notice.ORDER).toList();
  }

  private void refused(RecordOutcome outcome, AccessRecordStatus status) {
    Kind kind =
        switch (outcome) {
          case Denied -> Kind.DENIED;
          case Lapsed -> Kind.LAPSED;
          case Withdrawn -> Kind.WITHDRAWN;
          case Rejected, Granted, Offboarded -> Kind.REFUSED;
        };
    if (status.endedAt() != null) {
      add(kind, "", status.endedAt(), What.said(Causes.said(status.ending())));
    }
  }

  private void offboarded(Offboarding said) {
    About about = text.identity();
    all.add(
        new Notice(
            Notice.id(about.uid(), Kind.OFFBOARDED, said.at()),
            Kind.OFFBOARDED,
            Instant.parse(said.at()),
            about,
            Who.NOBODY,
            What.said("by " + said.by() + "; whatever was granted to it is being ended"),
            text.command(Kind.OFFBOARDED)));
  }

  private void approved() {
    add(Kind.APPROVED, "", record.getMetadata().getCreationTimestamp(), given(text.approvedBy()));
  }

  private void granted(AccessRecordStatus status, Instant now) {
    History.latest(status, HistoryEvent.Provisioned).ifPresent(entry -> begun(status, entry));
    status.history().forEach(this::happened);
    Expiry.of(record).filter(at -> !now.isBefore(at)).ifPresent(this::expiring);
    overdue(status);
    status.conditions().forEach(condition -> stuck(condition, status));
    if (status.endedAt() != null) {
      add(Kind.ENDED, "", status.endedAt(), What.said(Causes.said(status.ending())));
    }
  }

  private void begun(AccessRecordStatus status, HistoryEntry entry) {
    String at = notBefore(entry.at(), record.getMetadata().getCreationTimestamp());
    add(Kind.ACTIVE, "", at, given(text.approvedBy()));
    String by = status.reviewBy();
    Optional<Instant> until = Optional.ofNullable(by).map(Instant::parse);
    if (record.getSpec().emergency()) {
      add(Kind.EMERGENCY, "", at, given(text.approvedBy()).by(until));
    }
    if (by != null) {
      String said = "by somebody else than requester, applier, subject and approvers";
      add(Kind.REVIEW_DUE, by, at, What.said(said).by(until));
    }
  }

  /** The clocks of operator and API server differ by up to a second. */
  private static String notBefore(String at, String earliest) {
    return Instant.parse(at).isBefore(Instant.parse(earliest)) ? earliest : at;
  }

  private void expiring(Instant at) {
    Instant end = text.end();
    add(Kind.EXPIRING, end.toString(), at.toString(), given("").by(Optional.of(end)));
  }

  /** Access goes on where the catalog only flags it. */
  private void overdue(AccessRecordStatus status) {
    Ending ending = status.ending();
    String by = Objects.requireNonNullElse(status.reviewBy(), "");
    Optional<HistoryEntry> flagged = History.latest(status, HistoryEvent.ReviewOverdue);
    if (flagged.isPresent()) {
      add(Kind.REVIEW_OVERDUE, by, flagged.get().at(), What.said("access goes on"));
    } else if (ending != null && ending.cause() == EndingCause.ReviewOverdue) {
      add(Kind.REVIEW_OVERDUE, by, ending.at(), What.said("access ends"));
    }
  }

  private void happened(HistoryEntry entry) {
    String said = Objects.requireNonNullElse(entry.message(), "");
    if (HistoryEvent.Renewed.is(entry)) {
      add(Kind.APPROVED, entry.at(), entry.at(), given(said));
    } else if (HistoryEvent.RevocationFailed.is(entry)) {
      add(Kind.REVOCATION_STUCK, entry.at(), entry.at(), What.said(said));
    }
  }

  /** Where an earlier version wrote it, the condition alone says so. */
  private void stuck(Condition condition, AccessRecordStatus status) {
    String since = condition.getLastTransitionTime();
    if (condition.getType().equals(REVOCATION_FAILED)
        && condition.getStatus().equals("True")
        && History.latest(status, HistoryEvent.RevocationFailed).isEmpty()) {
      add(Kind.REVOCATION_STUCK, since, since, What.said(condition.getMessage()));
    }
  }

  private What given(String said) {
    return new What(said, Lines.of(text.targets()), Lines.NONE, Optional.of(text.end()));
  }

  private void add(Kind kind, String which, String at, What what) {
    About about = text.about();
    String id = Notice.id(about.uid(), kind, which);
    all.add(new Notice(id, kind, Instant.parse(at), about, text.who(), what, text.command(kind)));
  }
}
