package dev.leasehold.audit;

import dev.leasehold.evidence.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the fields of a record with what the log says of its request. */
final class FieldComparison {
  private static final List<RecordField> TEXTS =
      List.of(
          RecordField.OUTCOME,
          RecordField.REQUESTER,
          RecordField.APPLIER,
          RecordField.SUBJECT,
          RecordField.ENTITLEMENT,
          RecordField.START,
          RecordField.END,
          RecordField.PHASE,
          RecordField.CAUSE);

  private final Accounts log;
  private final Instant logEnd;
  private final Tally tally;

  FieldComparison(Accounts log, Instant logEnd, Tally tally) {
    this.log = log;
    this.logEnd = logEnd;
    this.tally = tally;
  }

  void compare(RecordClaim claim, Account account) {
    for (RecordField field : TEXTS) {
      text(claim, account, field);
    }
    approvals(claim, account);
    ended(claim, account);
  }

  /** Whether the log has what happened since then. */
  boolean isSinceFirst(Optional<Instant> begun) {
    return begun.isPresent()
        && log.first().filter(first -> !begun.get().isBefore(first)).isPresent();
  }

  private void text(RecordClaim claim, Account account, RecordField field) {
    String found = claim.text(field);
    Optional<Expected> expected = account.expected(field);
    if (expected.isEmpty() || !isTold(claim, account, field)) {
      silent(found);
      return;
    }
    boolean isSame =
        Statement.forms(found).stream()
            .map(Excerpt::of)
            .anyMatch(expected.get().values()::contains);
    if (isSame || (field == RecordField.CAUSE && isOpen(found, account))) {
      return;
    }
    Difference difference = Difference.said(claim, field, found, expected.get().values());
    if (expected.get().since().isEmpty()) {
      tally.differ(difference);
    } else if (isNewer(claim, account)) {
      tally.unknown(Uncompared.FIELD_NEWER);
    } else {
      tally.differ(difference, expected.get().since().get(), Uncompared.FIELD_OLDER);
    }
  }

  /** Of what began before the log it cannot be said that it only waits. */
  private boolean isTold(RecordClaim claim, Account account, RecordField field) {
    boolean isState = field == RecordField.PHASE || field == RecordField.ENDED;
    return !isState
        || account.isOfIdentity()
        || account.state() != State.WAITING
        || isSinceFirst(claim.times().begun());
  }

  /** The cause comes into a record after the log. */
  private static boolean isOpen(String cause, Account account) {
    return cause.isEmpty() && !Outcomes.isOver(account.state());
  }

  private void silent(String found) {
    if (!found.isEmpty()) {
      tally.unknown(Uncompared.FIELD_UNSAID);
    }
  }

  /** Whether it may say what the log does not have yet; an end is final. */
  private boolean isNewer(RecordClaim claim, Account account) {
    return !Outcomes.isOver(account.state())
        && claim.times().newest().filter(at -> at.plus(Tally.SLACK).isAfter(logEnd)).isPresent();
  }

  private void approvals(RecordClaim claim, Account account) {
    SaidApprovals said = account.approvals();
    boolean isWhole =
        said.isSaid().orElse(false) && log.first().filter(account::isWholeSince).isPresent();
    Set<String> found = new HashSet<>();
    for (Approver each : claim.approvals()) {
      List<String> forms =
          Statement.forms(each.name()).stream()
              .map(name -> SaidApprovals.text(Excerpt.of(name), each.at()))
              .toList();
      found.addAll(forms);
      if (said.all().stream().noneMatch(forms::contains)) {
        added(claim, account, forms.getFirst(), isWhole);
      }
    }
    said.settled().stream()
        .filter(each -> !found.contains(each))
        .sorted()
        .forEach(
            each ->
                tally.differ(
                    Difference.said(claim, RecordField.APPROVALS, "", Set.of(each)),
                    said.since(),
                    Uncompared.FIELD_OLDER));
  }

  private void added(RecordClaim claim, Account account, String approval, boolean isWhole) {
    onlyRecord(
        claim,
        account,
        isWhole,
        new Difference(
            claim.name(),
            RecordField.APPROVALS,
            "the record says %s, the log does not".formatted(Difference.quoted(approval))));
  }

  /**
   * What the record says and the log does not.
   *
   * @param isTold whether the log would say it if it were so and old enough
   */
  private void onlyRecord(
      RecordClaim claim, Account account, boolean isTold, Difference difference) {
    if (!isTold) {
      tally.unknown(Uncompared.FIELD_UNSAID);
    } else if (isNewer(claim, account)) {
      tally.unknown(Uncompared.FIELD_NEWER);
    } else {
      tally.differ(difference);
    }
  }

  /** When the end was proved may be said later, if writing it down failed; never earlier. */
  private void ended(RecordClaim claim, Account account) {
    String found = claim.text(RecordField.ENDED);
    if (!Outcomes.isOver(account.state())) {
      notEnded(claim, account, found);
      return;
    }
    String proved = account.ended().map(SaidWindow::exact).map(Instant::toString).orElse("");
    if (found.isEmpty() || isEarlier(found, proved)) {
      tally.differ(
          Difference.said(claim, RecordField.ENDED, found, Set.of(proved)),
          account.since(),
          Uncompared.FIELD_OLDER);
    }
  }

  private void notEnded(RecordClaim claim, Account account, String found) {
    if (found.isEmpty()) {
      return;
    }
    onlyRecord(
        claim,
        account,
        isTold(claim, account, RecordField.ENDED),
        new Difference(
            claim.name(),
            RecordField.ENDED,
            "the record says %s, the log that it is %s"
                .formatted(Difference.quoted(found), account.state().text())));
  }

  private static boolean isEarlier(String found, String proved) {
    try {
      return Instant.parse(found).isBefore(Instant.parse(proved));
    } catch (DateTimeException _) {
      return true;
    }
  }
}
