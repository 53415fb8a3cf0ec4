package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Life.END;
import static dev.leasehold.lifecycle.Life.START;
import static dev.leasehold.lifecycle.Life.token;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Every combination of what can be so about a record, as far as it could matter. */
final class Lives {
  static final EndCause OWN = new EndCause(EndCause.Kind.REVOKED, "rob", "own", START);
  static final EndCause ASKED = new EndCause(EndCause.Kind.DENIED, "dan", "asked", START);
  static final Freeze FROZEN =
      new Freeze(Asked.ordinary().request().subject(), "fred", "left", Optional.empty());
  static final Reason WHY = new Reason(ReasonCode.POLICY_REFUSES, "because");

  /** Just begun, in the middle, before and after the last mint, before and at the end, after. */
  static final List<Instant> TIMES =
      List.of(
          START,
          START.plus(RecordLifecycle.ACTIVATION_LIMIT).minusNanos(1),
          START.plus(RecordLifecycle.ACTIVATION_LIMIT),
          START.plusSeconds(2399),
          START.plusSeconds(2400),
          END.minus(Rotation.SHORTEST),
          END.minus(Rotation.SHORTEST).plusNanos(1),
          END.minusNanos(1),
          END,
          END.plusSeconds(3600));

  private Lives() {}

  /** Of every standing. */
  static List<Life> all() {
    Stream<Life> all = Stream.of(Standing.values()).map(s -> Life.active().standing(s));
    all = cross(all, ends(), Life::ends);
    List<Presence> presences = List.of(Presence.values());
    all = cross(all, presences, (l, it) -> l.seen(it, Presence.PRESENT, false));
    all = cross(all, presences, (l, it) -> l.seen(l.seen().request(), it, false));
    all =
        cross(
            all,
            List.of(true, false),
            (l, it) -> l.seen(l.seen().request(), l.seen().subject(), it));
    all = cross(all, conditions(), (l, it) -> l.state(it, Optional.empty()));
    List<Optional<Reason>> widened = List.of(Optional.empty(), Optional.of(WHY));
    all = cross(all, widened, (l, it) -> l.state(l.state().condition(), it));
    all = cross(all, List.of(true, false), (l, it) -> it ? l.endedBefore() : l);
    return credentialed(all).toList();
  }

  private static Stream<Life> credentialed(Stream<Life> all) {
    List<Target> both = List.of(Offered.SHOP, Offered.OWN);
    return cross(
        all,
        List.of(
            new Life.Delivered(both, List.of(token(1, START)), false),
            new Life.Delivered(both, List.of(token(1, START)), true),
            new Life.Delivered(both, List.of(), false),
            new Life.Delivered(both, List.of(), true),
            new Life.Delivered(List.of(Offered.OWN), List.of(), false),
            new Life.Delivered(List.of(Offered.OWN), List.of(), true)),
        (l, it) -> l.delivered(it.targets(), it.credentials(), it.again()));
  }

  private static List<Life.Ends> ends() {
    Stamp denial = Situation.stamp(Stamp.Act.DENIAL, 1, Asked.UID, "none", "dan");
    Stamp elsewhere = Situation.stamp(Stamp.Act.DENIAL, 1, "other-uid", "none", "dan");
    return List.of(
        new Life.Ends(Optional.empty(), Optional.empty(), List.of()),
        new Life.Ends(Optional.empty(), Optional.empty(), List.of(elsewhere)),
        new Life.Ends(Optional.empty(), Optional.empty(), List.of(elsewhere, denial)),
        new Life.Ends(Optional.empty(), Optional.of(ASKED), List.of()),
        new Life.Ends(Optional.empty(), Optional.of(ASKED), List.of(denial)),
        new Life.Ends(Optional.empty(), Optional.empty(), List.of(elsewhere), Optional.of(FROZEN)),
        new Life.Ends(Optional.empty(), Optional.of(ASKED), List.of(), Optional.of(FROZEN)),
        new Life.Ends(Optional.of(OWN), Optional.of(ASKED), List.of(denial)),
        new Life.Ends(Optional.of(OWN), Optional.empty(), List.of()));
  }

  private static List<Condition> conditions() {
    return List.of(
        new Condition.Intact(),
        new Condition.Lessened(WHY),
        new Condition.Lessened(WHY, true),
        new Condition.Unclear(WHY),
        new Condition.Widened(WHY));
  }

  private static <T> Stream<Life> cross(
      Stream<Life> all, List<T> values, BiFunction<Life, T, Life> with) {
    return all.flatMap(l -> values.stream().map(v -> with.apply(l, v)));
  }
}
