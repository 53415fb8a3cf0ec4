package dev.leasehold.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.controller.Recorded;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Grant GRANT =
      new Grant(
          new RequestRef("payments", "report", "u"),
          "r",
          new Subject("payments", "report"),
          "s",
          List.of(token("a"), token("b"), token("c")),
          new Window(NOW, NOW.plus(Duration.ofHours(4))),
          "report");

  private final Recorded outside = new Recorded();
  private final Access access =
      new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());

  private static Target token(String name) {
    return new Target.ServiceAccountToken(
        name, Offered.SHOP.bindings(), Duration.ofHours(1), List.of());
  }

  private static Holdings nothing(String target) {
    return Holdings.unknown();
  }

  private Outcome<Access.Provided> issue() {
    return access.issue(
        GRANT, 1, Earlier.LAST_GOES_ON, Map.of(), t -> Notebook.blank(), Optional.empty(), NOW);
  }

  private static Ledger page(Holdings known) {
    return new Ledger() {
      @Override
      public Holdings known() {
        return known;
      }

      @Override
      public void note(VaultHold hold) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private void nothingLeaked() {
    assertThat(outside.issued).isNotEmpty().allMatch(c -> c.reveal().isEmpty());
  }

  @Test
  void allTargetsAreProvidedInOrderAndDeliveredTogether() {
    assertThat(access.provision(GRANT)).isInstanceOf(Outcome.Done.class);
    assertThat(issue()).isInstanceOf(Outcome.Done.class);
    assertThat(outside.calls)
        .containsExactly(
            "provision a",
            "provision b",
            "provision c",
            "issue a",
            "issue b",
            "issue c",
            "deliver");
    nothingLeaked();
  }

  @Test
  void whatIsRefusedForOneTargetIsRefusedForAll() {
    outside.refusing("provision b");
    assertThat(access.provision(GRANT)).isEqualTo(new Outcome.Refused<>(Recorded.WHY));
    assertThat(outside.calls).doesNotContain("provision c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issue b", "issue c", "deliver"})
  void aRefusalLeavesNoCredentialOpenAndDeliversNothingInPart(String call) {
    outside.refusing(call);
    assertThat(issue()).isEqualTo(new Outcome.Refused<>(Recorded.WHY));
    if (!call.equals("deliver")) {
      assertThat(outside.calls).doesNotContain("deliver");
      outside.issued.removeLast();
    }
    nothingLeaked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"issue b", "deliver"})
  void aFailureLeavesNoCredentialOpen(String call) {
    outside.at(call, Recorded.unavailable());
    assertThatThrownBy(this::issue).isInstanceOf(Unavailable.class);
    nothingLeaked();
  }

  @Test
  void theOneBeforeLastIsRetiredFirstAndIfItIsNotNothingIsIssued() {
    outside.refusing("retire a 1");
    Holdings before =
        new Holdings(List.of(), Optional.of(credential(1)), Optional.of(credential(1)));
    assertThatThrownBy(() -> again(3, Earlier.LAST_GOES_ON, before))
        .isInstanceOf(Unavailable.class);
    assertThat(outside.calls).containsExactly("retire a 1");
  }

  private Outcome<Access.Provided> again(int generation, Earlier earlier, Holdings before) {
    return access.issue(
        GRANT, generation, earlier, Map.of(), t -> page(before), Optional.empty(), NOW);
  }

  private static CredentialFacts credential(int generation) {
    return new CredentialFacts(
        generation, "j", new ObjectRef("v1", "Secret", "g", "x", "y"), NOW, NOW);
  }

  @Test
  void whatLeakedEndsOnceWhatReplacesItIsDelivered() {
    Holdings before =
        new Holdings(List.of(), Optional.of(credential(2)), Optional.of(credential(1)));
    assertThat(again(3, Earlier.END, before))
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done ->
                assertThat(((Access.Provided) done.value()).holdings().values())
                    .hasSize(3)
                    .allMatch(holdings -> holdings.previous().isEmpty()));
    assertThat(outside.calls.subList(0, 2)).containsExactly("retire a 1", "issue a");
    assertThat(outside.calls.subList(outside.calls.indexOf("deliver"), outside.calls.size()))
        .containsExactly("deliver", "retire a 2", "retire b 2", "retire c 2");
  }

  @Test
  void whatLeakedAndIsStillAliveIsNotSaidToHaveEnded() {
    outside.refusing("retire b 2");
    Holdings before = new Holdings(List.of(), Optional.of(credential(2)), Optional.empty());
    assertThatThrownBy(() -> again(3, Earlier.END, before)).isInstanceOf(Unavailable.class);
    nothingLeaked();
  }

  @Test
  void everythingIsCutBeforeAnythingIsRemovedAndTheSecretLast() {
    Access.Taken cut = access.cut(GRANT, AccessTest::nothing);
    Access.Taken all = access.remove(GRANT, AccessTest::nothing, Optional.empty(), cut);
    assertThat(outside.calls)
        .containsExactly(
            "cut a", "cut b", "cut c", "remove a", "remove b", "remove c", "remove Secret");
    assertThat(all.left()).isEmpty();
    assertThat(all.proofs())
        .containsEntry("a", "cut a; remove a; remove Secret")
        .containsEntry("c", "cut c; remove c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut a", "cut b", "remove a", "remove c", "remove Secret"})
  void whatIsLeftOfOneTargetKeepsNoOtherFromBeingTakenBack(String call) {
    outside.refusing(call);
    wholeEndingIsTriedAndNotProved();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut a", "cut b", "remove a", "remove c", "remove Secret"})
  void noFailureOfOneTargetKeepsAnotherFromBeingTakenBack(String call) {
    outside.at(call, new IllegalStateException("a bug"));
    wholeEndingIsTriedAndNotProved();
  }

  private void wholeEndingIsTriedAndNotProved() {
    Access.Taken cut = access.cut(GRANT, AccessTest::nothing);
    Access.Taken all = access.remove(GRANT, AccessTest::nothing, Optional.empty(), cut);
    assertThat(outside.calls).hasSize(7);
    assertThat(all.left()).isPresent();
  }

  @Test
  void theWorstIsSeenWhicheverTargetHasIt() {
    Condition lessened = new Condition.Lessened(Recorded.WHY, false);
    Condition unclear = new Condition.Unclear(Recorded.WHY);
    Condition widened = new Condition.Widened(Recorded.WHY);
    assertThat(inspect(lessened, new Condition.Intact())).isEqualTo(lessened);
    assertThat(inspect(lessened, unclear)).isEqualTo(inspect(unclear, lessened));
    assertThat(inspect(unclear, widened)).isEqualTo(widened);
    assertThat(inspect(widened, unclear)).isEqualTo(widened);
  }

  private Condition inspect(Condition a, Condition b) {
    outside.conditions.put("a", a);
    outside.conditions.put("b", b);
    return access.inspect(GRANT, AccessTest::nothing);
  }

  @Test
  void aTargetThatCannotBeLookedAtHidesNoOtherThatWasWidened() {
    outside.at("inspect a", Recorded.unavailable());
    outside.conditions.put("c", new Condition.Widened(Recorded.WHY));
    assertThat(access.inspect(GRANT, AccessTest::nothing)).isInstanceOf(Condition.Widened.class);
    outside.conditions.clear();
    assertThat(access.inspect(GRANT, AccessTest::nothing)).isInstanceOf(Condition.Unclear.class);
  }

  private final Recorded elsewhere = new Recorded().elsewhere();
  private final Access both =
      new Access(
          List.of(outside, elsewhere),
          outside,
          (g, t, k) -> elsewhere.conditions.getOrDefault("db", new Condition.Intact()));
  private static final Grant MIXED =
      new Grant(
          GRANT.request(),
          "r",
          GRANT.subject(),
          "s",
          List.of(token("a"), Offered.DATABASE),
          GRANT.window(),
          "report");

  @Test
  void whereAnotherSystemIsDownNothingElseIsBegun() {
    elsewhere.at("provision db", Recorded.unavailable());
    assertThatThrownBy(() -> both.provision(MIXED)).isInstanceOf(Unavailable.class);
    assertThat(outside.calls).isEmpty();
    assertThat(both.isRemote(MIXED)).isTrue();
    assertThat(both.isRemote(GRANT)).isFalse();
  }

  @Test
  void anotherSystemIsAskedLastAndNothingWaitsForIt() {
    Access.Taken cut = both.cut(MIXED, AccessTest::nothing);
    assertThat(elsewhere.calls).isEmpty();
    elsewhere.at("cut db", new IllegalStateException("a bug"));
    Access.Taken all = both.remove(MIXED, AccessTest::nothing, Optional.empty(), cut);
    assertThat(outside.calls).containsExactly("cut a", "remove a", "remove Secret");
    assertThat(all.left()).isPresent();
  }

  @Test
  void whatLookingShowsDecidesWhateverRevokingAnswered() {
    elsewhere.refusing("cut db");
    Access.Taken none = both.cut(MIXED, AccessTest::nothing);
    assertThat(both.remove(MIXED, AccessTest::nothing, Optional.empty(), none).left()).isEmpty();
    elsewhere.refusing("remove db");
    assertThat(both.remove(MIXED, AccessTest::nothing, Optional.empty(), none).left())
        .contains(Recorded.WHY);
  }

  @Test
  void anotherSystemIsNotAskedAtEachLook() {
    elsewhere.conditions.put("db", new Condition.Lessened(Recorded.WHY, true));
    assertThat(both.inspect(MIXED, AccessTest::nothing)).isInstanceOf(Condition.Lessened.class);
    assertThat(elsewhere.calls).isEmpty();
  }
}
