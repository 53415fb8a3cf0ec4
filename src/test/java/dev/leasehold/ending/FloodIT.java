package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Forgetting;
import dev.leasehold.api.v1alpha1.Purged;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever asks for more than is decided at once waits for their turn, and nobody else does. */
@InItsOwnLab
final class FloodIT {
  private static final Person ANOTHER = new Person("ending-asks-too", "ending-requesters");
  private static final Person ALIAS = new Person("ending-forgets-too", "ending-forgetters");
  private static final int BURST = 5;

  /** What a namespace may ask at once, whoever does. */
  private static final int CROWD = 12;

  /** One person every six seconds, one namespace every five. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "LEASEHOLD_RATE_LIMITS_PER_REQUESTER_BURST",
          Integer.toString(BURST),
          "LEASEHOLD_RATE_LIMITS_PER_REQUESTER_PER_MINUTE",
          "10",
          "LEASEHOLD_RATE_LIMITS_PER_NAMESPACE_BURST",
          Integer.toString(CROWD),
          "LEASEHOLD_RATE_LIMITS_PER_NAMESPACE_PER_MINUTE",
          "12",
          "LEASEHOLD_PEOPLE",
          "[[\"%s\", \"%s\"]]".formatted(ForgetIT.FIRST.name(), ALIAS.name()));

  @Test
  void whoFloodsWaitsInTurnAndWhatIsUnderWayAndOthersDoNot() {
    try (OwnLab own = OwnLab.start(LIMITS)) {
      Scene approved = Scene.set(own.lab(), Terms.approved());
      Scene automatic = Scene.set(own.lab(), Terms.automatic());
      Asked live = approved.active("1h");
      Asked offered = approved.asks("offered", "1h").awaits(RequestPhase.AwaitingApproval);
      List<Asked> flood =
          IntStream.range(0, 9).mapToObj(i -> automatic.asks("flood-" + i, "9h")).toList();
      Asked withdrawn = flood.getLast();
      waits(withdrawn);
      withdrawn.revoked();
      withdrawn.awaits(RequestPhase.Withdrawn);
      assertThat(withdrawn.record()).as("nothing was decided").isEmpty();
      assertThat(withdrawn.status().orElseThrow().record()).isNull();
      offered.approved().active();
      live.revoked();
      live.ended(EndingCause.Withdrawn);
      Asked other = automatic.asks(ANOTHER, "nightly", "1h").active();
      List<Asked> decided = flood.subList(0, 8);
      decided.forEach(asked -> asked.awaits(RequestPhase.Rejected));
      Instant turn = ended(decided.getLast());
      assertThat(List.of(granted(offered), granted(other))).allMatch(turn::isAfter);
      assertThat(turn).isAfter(Objects.requireNonNull(live.recorded().endedAt()));
      assertThat(record(decided.get(6)))
          .as("equal refusals one after another share a record")
          .isEqualTo(record(decided.getLast()));
      Asked another = automatic.asks(ANOTHER, "too-long", "9h").awaits(RequestPhase.Rejected);
      purged(own, automatic, another, decided);
      manyWhoFloodOneNamespaceWaitInTurnAndOtherNamespacesDoNot(own);
    }
  }

  /** Each asks for less than one person may. */
  private static void manyWhoFloodOneNamespaceWaitInTurnAndOtherNamespacesDoNot(OwnLab own) {
    Scene crowded = Scene.set(own.lab(), Terms.automatic());
    Scene elsewhere = Scene.set(own.lab(), Terms.automatic());
    List<Person> people =
        IntStream.range(0, 4)
            .mapToObj(i -> new Person("ending-crowd-" + i, "ending-requesters"))
            .toList();
    List<Asked> flood =
        IntStream.range(0, CROWD + 3)
            .mapToObj(i -> crowded.asks(people.get(i % people.size()), "crowd-" + i, "9h"))
            .toList();
    Asked last = flood.getLast();
    limited(
        last,
        "the limit of 12 new requests a minute in namespace "
            + crowded.name()
            + " is reached; this one is decided after 20");
    Asked other = elsewhere.asks(people.getLast(), "nightly", "1h").active();
    flood.forEach(asked -> asked.awaits(RequestPhase.Rejected));
    assertThat(granted(other)).isBefore(ended(last));
  }

  private static Instant granted(Asked asked) {
    return Instant.parse(Objects.requireNonNull(asked.status().orElseThrow().grantedAt()));
  }

  private static Instant ended(Asked asked) {
    return Instant.parse(Objects.requireNonNull(asked.status().orElseThrow().endedAt()));
  }

  /** The pass over all records comes every five minutes, and when an operator begins to work. */
  private static void purged(OwnLab own, Scene scene, Asked another, List<Asked> decided) {
    another.as(ANOTHER).delete();
    decided.forEach(asked -> asked.as(Scene.ASKER).delete());
    List<AccessRecord> refusals = refusals(scene);
    assertThat(refusals).hasSizeGreaterThan(1);
    String select = "--field-selector=spec.outcome=Rejected,spec.request.namespace=" + scene.name();
    for (Person who : List.of(ForgetIT.FIRST, ALIAS)) {
      wantsPurged(own, who, select);
    }
    own.operator().terminate();
    own.operator().restart();
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(refusals(scene))
                    .as("two names of one person")
                    .hasSameSizeAs(refusals)
                    .allSatisfy(
                        refusal ->
                            assertThat(Objects.requireNonNull(refusal.getStatus()).conditions())
                                .anyMatch(c -> c.getMessage().contains("are one person"))));
    wantsPurged(own, ForgetIT.SECOND, select);
    own.operator().terminate();
    own.operator().restart();
    Lab.await().untilAsserted(() -> assertThat(refusals(scene)).as("the summary stays").hasSize(1));
    Purged purged =
        Objects.requireNonNull(
            Objects.requireNonNull(refusals(scene).getFirst().getStatus()).purged());
    assertThat(purged.records()).isEqualTo(refusals.size());
    assertThat(purged.requests()).isEqualTo(9);
    assertThat(purged.by())
        .extracting(Forgetting::actor)
        .containsExactlyInAnyOrder(ForgetIT.FIRST.name(), ForgetIT.SECOND.name());
  }

  private static void wantsPurged(OwnLab own, Person who, String select) {
    own.lab()
        .kubectl(who, "annotate", "accessrecords", select, "leasehold.dev/purge=flood of " + who)
        .orThrow();
  }

  private static List<AccessRecord> refusals(Scene scene) {
    return scene
        .admin()
        .resources(AccessRecord.class)
        .withField("spec.outcome", "Rejected")
        .withField("spec.request.namespace", scene.name())
        .list()
        .getItems();
  }

  private static String record(Asked asked) {
    return Objects.requireNonNull(asked.status().orElseThrow().record());
  }

  private static void waits(Asked asked) {
    limited(
        asked,
        "the limit of 10 new requests a minute by ending-asker is reached; this one is decided"
            + " after 20");
    assertThat(asked.phase()).contains(RequestPhase.Pending);
    assertThat(asked.record()).isEmpty();
  }

  private static void limited(Asked asked, String message) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.conditions())
                    .as(asked::told)
                    .anySatisfy(
                        c -> {
                          assertThat(c.getType()).isEqualTo("Accepted");
                          assertThat(c.getReason()).isEqualTo("RateLimited");
                          assertThat(c.getMessage()).startsWith(message);
                        }));
  }
}
