package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Situation.DIGEST;
import static dev.leasehold.lifecycle.Situation.NOW;
import static dev.leasehold.lifecycle.Situation.approved;
import static dev.leasehold.lifecycle.Situation.approves;
import static dev.leasehold.lifecycle.Situation.stamp;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Every combination of what can be so about a request, as far as it could matter. */
final class Situations {
  static final EndCause CAUSE = new EndCause(EndCause.Kind.REVOKED, "rob", "early", NOW);

  /** What people may have done; the first is nothing. */
  static final List<List<Stamp>> STAMPS =
      List.of(
          List.of(),
          List.of(approves("ann")),
          List.of(approves("rita")),
          List.of(stamp(Stamp.Act.APPROVAL, 1, "other-uid", DIGEST, "ann")),
          List.of(stamp(Stamp.Act.APPROVAL, 1, Asked.UID, "e".repeat(64), "ann")),
          List.of(stamp(Stamp.Act.REVIEW, 1, Asked.UID, DIGEST, "ann")),
          List.of(approves("ann"), stamp(Stamp.Act.DENIAL, 1, Asked.UID, DIGEST, "dan")),
          List.of(stamp(Stamp.Act.DENIAL, 1, Asked.UID, "none", "dan"), approves("ann")),
          List.of(stamp(Stamp.Act.REVOCATION, 3, Asked.UID, DIGEST, "rita")),
          List.of(approves("ann"), stamp(Stamp.Act.REVOCATION, 8, Asked.UID, DIGEST, "rob")),
          List.of(
              stamp(Stamp.Act.DENIAL, 1, "other-uid", DIGEST, "dan"),
              stamp(Stamp.Act.REVOCATION, 1, "other-uid", DIGEST, "rob")));

  private static final List<List<Approval>> APPROVALS =
      List.of(
          List.of(),
          List.of(approved("ann", NOW.minusSeconds(60))),
          List.of(approved("ann", NOW.minus(Offered.VALID_FOR))),
          List.of(approved("rita", NOW.minusSeconds(60))),
          List.of(
              new Approval(
                  "ann", Set.of("owner"), "e".repeat(64), NOW, Approval.Method.ANNOTATION)));

  private static final List<Optional<Instant>> STARTS =
      List.of(
          Optional.empty(),
          Optional.of(NOW.plusNanos(1)),
          Optional.of(NOW),
          Optional.of(NOW.minusSeconds(1)));

  private static final List<Verdict> VERDICTS =
      List.of(Situation.PERMITTED, Situation.AUTO, Situation.REFUSED, Situation.UNDECIDED);

  private static final List<Guard> GUARDS =
      List.of(Situation.LIVE, new Guard.Live("another"), Situation.UNPROVED);

  private Situations() {}

  /** Before there is a record. */
  static List<Situation> open() {
    return cross(
            cross(
                cross(
                    judged(),
                    STARTS,
                    (s, at) ->
                        s.asked(at.map(Asked.ordinary()::startingAt).orElse(Asked.ordinary()))),
                APPROVALS,
                Situation::approvals),
            List.of(true, false),
            Situation::consumed)
        .toList();
  }

  /** Once there is a record. */
  static List<Situation> recorded() {
    List<List<Target>> granted = List.of(List.of(Offered.SHOP), List.of(Offered.bindingOf("gone")));
    List<RecordView> views =
        Stream.of(Standing.values())
            .flatMap(s -> granted.stream().map(g -> Situation.view(s, g)))
            .toList();
    Stream<Situation> all = cross(judged(), views, (s, v) -> s.record(Optional.of(v)));
    return cross(all, List.of(Optional.<EndCause>empty(), Optional.of(CAUSE)), Situation::ending)
        .toList();
  }

  private static Stream<Situation> judged() {
    Stream<Situation> all = cross(Stream.of(Situation.fresh()), VERDICTS, Situation::verdict);
    all = cross(all, GUARDS, Situation::guard);
    all = cross(all, STAMPS, Situation::stamps);
    all = cross(all, offers(), Situation::offer);
    return cross(all, List.of(true, false), Situation::outdated)
        .filter(s -> s.offer().isPresent() || !s.outdated());
  }

  private static List<Optional<Offer>> offers() {
    return List.of(
        Optional.empty(),
        Optional.of(new Offer(DIGEST, "the-guard", NOW.plusNanos(1), 0)),
        Optional.of(new Offer(DIGEST, "the-guard", NOW, 0)),
        Optional.of(new Offer(DIGEST, "the-guard", NOW.minusSeconds(3600), 0)));
  }

  private static <T> Stream<Situation> cross(
      Stream<Situation> all, List<T> values, BiFunction<Situation, T, Situation> with) {
    return all.flatMap(s -> values.stream().map(v -> with.apply(s, v)));
  }
}
