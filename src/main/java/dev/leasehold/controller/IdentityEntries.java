package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.Offboardings;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Says in the evidence log who was offboarded and reinstated. Nothing waits for that, but that the
 * record of it is let go.
 */
record IdentityEntries(Journal journal) {
  private static final Logger LOG = Logger.getLogger(IdentityEntries.class);

  /**
   * It is on record that the identity is frozen.
   *
   * @param grants UIDs of the requests whose grants end by it
   */
  void offboarded(AccessRecord record, List<String> grants, Instant at) {
    said(record)
        .ifPresent(
            o -> note(record, EventKind.OFFBOARDED, () -> offboarded(record, o, grants), at));
  }

  /** It is on record that it is frozen no more. */
  void reinstated(AccessRecord record, String reason, Instant at) {
    said(record)
        .ifPresent(
            o -> note(record, EventKind.REINSTATED, () -> reinstated(record, o, reason), at));
  }

  /**
   * What the record says and the log does not, as a process before died too early: all of it was
   * read by now.
   */
  void catchUp(AccessRecord record) {
    Offboardings log = journal.past().identities();
    Optional<Offboarding> said = said(record);
    if (!log.isWhole() || said.isEmpty()) {
      return;
    }
    Subject identity = OffboardingReader.identity(record);
    Instant frozen = Instant.parse(said.get().at());
    if (!log.saysOffboarded(identity, frozen)) {
      late(record, EventKind.OFFBOARDED, () -> offboarded(record, said.get(), List.of()), frozen);
    }
    Optional.ofNullable(said.get().reinstatedAt())
        .map(Instant::parse)
        .filter(lifted -> !log.saysReinstated(identity, lifted))
        .ifPresent(
            lifted ->
                late(
                    record,
                    EventKind.REINSTATED,
                    () -> reinstated(record, said.get(), ""),
                    lifted));
  }

  /**
   * The record is about to be let go: from then on only the log knows of it.
   *
   * @throws dev.leasehold.grant.Unavailable if the log does not have it in time
   */
  void purging(AccessRecord record, Instant now) {
    journal.require(() -> RecordEvents.of(EventKind.PURGED, record, about(record), now));
  }

  private static Optional<Offboarding> said(AccessRecord record) {
    return Optional.ofNullable(record.getStatus()).map(AccessRecordStatus::offboarding);
  }

  private static Facts about(AccessRecord record) {
    return Facts.none().subject(OffboardingReader.identity(record));
  }

  private static Facts offboarded(AccessRecord record, Offboarding said, List<String> grants) {
    String why = Objects.requireNonNullElse(said.message(), "");
    return about(record)
        .by(said.by())
        .reason(new Reason(ReasonCode.OFFBOARDED, why))
        .grants(grants);
  }

  private static Facts reinstated(AccessRecord record, Offboarding said, String why) {
    return about(record)
        .by(Objects.requireNonNullElse(said.reinstatedBy(), ""))
        .reason(new Reason(ReasonCode.REINSTATED, why));
  }

  private void late(AccessRecord record, EventKind kind, Supplier<Facts> facts, Instant at) {
    LOG.infof(
        "record=%s event=%s is added to the evidence log", record.getMetadata().getName(), kind);
    Entries.note(
        journal, () -> RecordEvents.of(kind, record, facts.get().fromRecord(), at).afterwards());
  }

  private void note(AccessRecord record, EventKind kind, Supplier<Facts> facts, Instant at) {
    Entries.note(journal, () -> RecordEvents.of(kind, record, facts.get(), at));
  }
}
