package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Forgetting;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.LatestEntries;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a record says of an end that the evidence log should say too, and does not. No ending waits
 * for the log, so a process that dies takes with it what it has not written yet.
 *
 * @param log what it said last
 * @param begun when this process began: it says itself what it does
 */
record Unsaid(LatestEntries log, Instant begun) {
  private static final Set<EventKind> REMOVED = EnumSet.of(EventKind.REVOKED, EventKind.FORGOTTEN);
  private static final Set<EventKind> REFUSED =
      EnumSet.of(EventKind.REFUSED, EventKind.DENIED, EventKind.WITHDRAWN);

  /** In the order in which it happened; nothing where the log has it, or may have it. */
  List<Event> of(AccessRecord record) {
    return Optional.ofNullable(record.getStatus())
        .map(AccessRecordStatus::endedAt)
        .map(Instant::parse)
        .filter(ended -> log.covers(ended) && ended.isBefore(begun))
        .map(ended -> of(record, ended))
        .orElse(List.of());
  }

  private List<Event> of(AccessRecord record, Instant ended) {
    Optional<EndCause> cause = RecordReader.view(record).flatMap(RecordView::cause);
    return RecordReader.granted(record)
        ? removed(record, cause, ended)
        : refused(record, cause, ended);
  }

  private boolean says(AccessRecord record, Set<EventKind> kinds) {
    return log.say(record.getSpec().request().uid(), kinds);
  }

  private List<Event> removed(AccessRecord record, Optional<EndCause> cause, Instant ended) {
    if (RecordReader.standing(record) != Standing.CLOSED || says(record, REMOVED)) {
      return List.of();
    }
    List<Event> events = new ArrayList<>();
    if (!says(record, EnumSet.of(EventKind.REVOKE_INTENDED))) {
      cause.ifPresent(
          why ->
              events.add(
                  late(
                      EventKind.REVOKE_INTENDED,
                      record,
                      RecordEvents.because(why),
                      why.at().isAfter(ended) ? ended : why.at())));
    }
    List<Forgetting> people = Objects.requireNonNull(record.getStatus()).forgotten();
    events.add(
        people.isEmpty()
            ? late(EventKind.REVOKED, record, Facts.none(), ended)
            : late(EventKind.FORGOTTEN, record, forgotten(people), ended));
    return events;
  }

  /** This process saw nothing of it, and says so: whoever could write the record said it. */
  private static Event late(EventKind kind, AccessRecord record, Facts facts, Instant at) {
    return RecordEvents.of(kind, record, facts.fromRecord(), at).afterwards();
  }

  private static Facts forgotten(List<Forgetting> people) {
    return Facts.none()
        .reason(new Reason(ReasonCode.FORGOTTEN, "closed without proof"))
        .by(people.stream().map(Forgetting::actor).collect(Collectors.joining(", ")));
  }

  private List<Event> refused(AccessRecord record, Optional<EndCause> cause, Instant ended) {
    return says(record, REFUSED)
        ? List.of()
        : cause.stream()
            .map(
                why ->
                    late(
                        RecordEvents.refusal(why),
                        record,
                        RecordEvents.refused(record, why),
                        ended))
            .toList();
  }
}
