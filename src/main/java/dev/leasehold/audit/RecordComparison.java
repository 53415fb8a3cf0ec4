package dev.leasehold.audit;

import dev.leasehold.evidence.Selection;
import dev.leasehold.model.RequestRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Compares records, one after the other, with what a sound log says. Only what both tell is
 * compared: a log or records that are older than the other, or have less, are no difference. For
 * one use by one thread.
 */
public final class RecordComparison {
  private final Accounts log;
  private final Source source;
  private final Instant logEnd;
  private final Instant read;
  private final Tally tally;
  private final FieldComparison fields;
  private long records;
  private long newestEntry = -1;

  /**
   * @param log what it says
   * @param source where that was read
   * @param taken when the records were read, if the log was copied after that; if it is not known,
   *     the newest time that they say is taken
   * @param now no record can have been read later
   */
  public RecordComparison(Accounts log, Source source, Optional<Instant> taken, Instant now) {
    this.log = log;
    this.source = source;
    this.read = taken.orElse(now);
    this.logEnd = logEnd(log, source.selection(), taken);
    this.tally = new Tally(taken);
    this.fields = new FieldComparison(log, logEnd, tally);
  }

  private static Instant logEnd(Accounts log, Selection selection, Optional<Instant> taken) {
    Instant newest = log.newest().orElse(Instant.MIN);
    Instant told = taken.filter(newest::isBefore).orElse(newest);
    return selection.until().filter(told::isAfter).orElse(told);
  }

  /** The next record. What it says of later than it was read would excuse it and all others. */
  public void take(RecordClaim said) {
    records++;
    said.times()
        .newest()
        .filter(at -> at.isAfter(read.plus(Tally.SLACK)))
        .ifPresent(
            at ->
                tally.differ(
                    new Difference(
                        said.name(),
                        RecordField.TIMES,
                        "the record says " + at + ", later than it was read")));
    RecordClaim claim = said.until(read);
    claim.times().newest().ifPresent(tally::saw);
    log.find(claim.uid()).ifPresentOrElse(account -> known(claim, account), () -> unknown(claim));
  }

  private void known(RecordClaim claim, Account account) {
    if (account.see()) {
      tally.differ(new Difference(claim.name(), RecordField.NAME, "the record is there twice"));
    }
    if (!claim.name().equals(RequestRef.recordName(claim.uid()))) {
      tally.differ(
          Difference.said(
              claim, RecordField.NAME, claim.name(), List.of(RequestRef.recordName(claim.uid()))));
    }
    claim.entries().forEach(pointer -> entry(claim, account, pointer));
    if (account.purged().isPresent()) {
      purged(claim, account.purged().get());
    } else {
      fields.compare(claim, account);
    }
  }

  private void purged(RecordClaim claim, Instant at) {
    if (claim.isPurged()) {
      tally.unknown(Uncompared.PURGED);
    } else {
      tally.differ(
          new Difference(
              claim.name(), RecordField.RECORD, "the log says that it was let go at " + at),
          at,
          Uncompared.PURGED);
    }
  }

  private void entry(RecordClaim claim, Account account, RecordClaim.Pointer pointer) {
    Optional<EntryHashes.Found> found = log.entry(pointer.index());
    if (found.isEmpty() && pointer.index() >= source.checkpoint().size()) {
      tally.unknown(Uncompared.ENTRY_NEWER);
    } else if (found.isEmpty() && pointer.index() >= 0) {
      tally.unknown(Uncompared.ENTRY_NOT_READ);
    } else if (found.isEmpty() || found.get().owner() != account.number()) {
      wrong(claim, "entry %d of the log is not about this request".formatted(pointer.index()));
    } else if (!found.get().hash().equals(pointer.hash())) {
      wrong(
          claim,
          "entry %d: the record says %s, the log \"%s\""
              .formatted(pointer.index(), Difference.quoted(pointer.hash()), found.get().hash()));
    } else {
      newestEntry = Math.max(newestEntry, pointer.index());
    }
  }

  private void wrong(RecordClaim claim, String detail) {
    tally.differ(new Difference(claim.name(), RecordField.EVIDENCE, detail));
  }

  private void unknown(RecordClaim claim) {
    Optional<Instant> begun = claim.times().begun().or(() -> claim.times().newest());
    if (claim.text(RecordField.OUTCOME).equals("Offboarded")) {
      tally.unknown(Uncompared.OFFBOARDED);
    } else if (source.selection().request().filter(uid -> !uid.equals(claim.uid())).isPresent()) {
      tally.unknown(Uncompared.NOT_SELECTED);
    } else if (!fields.isSinceFirst(begun)) {
      tally.unknown(Uncompared.OLDER);
    } else if (begun.get().plus(Tally.SLACK).isAfter(logEnd)) {
      tally.unknown(Uncompared.NEWER);
    } else {
      tally.differ(
          new Difference(
              claim.name(),
              RecordField.RECORD,
              "not in the log, though it is of " + begun.get() + ", after the log's first entry"));
    }
  }

  /** After the last record: also says which are missing. */
  public Comparison end() {
    log.forEach(this::missing);
    tally.settle();
    return tally.comparison(records);
  }

  private void missing(String uid, Account account) {
    if (account.isSeen() || account.begun().isEmpty() || account.purged().isPresent()) {
      return;
    }
    if (Outcomes.isOver(account.state()) && logEnd.plus(Tally.SLACK).isBefore(tally.read())) {
      tally.unknown(Uncompared.REQUEST_PURGED);
      return;
    }
    Difference missing =
        new Difference(
            RequestRef.recordName(uid),
            RecordField.RECORD,
            (account.isOfIdentity()
                    ? "missing, though its identity was offboarded; see entry "
                    : "missing, though access was provided for it, or about to be; see entry ")
                + account.begunAt());
    if (account.begunAt() <= newestEntry) {
      tally.differ(missing);
    } else {
      tally.differ(missing, account.begun().get(), Uncompared.REQUEST_NEWER);
    }
  }
}
