package dev.leasehold.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every provisioner must hold, whatever it stands on. Whoever holds it names its targets by
 * static methods {@code targets} and {@code withCredentials}.
 */
public abstract class ProvisionerContract {
  /** How long the contract's credentials live. */
  protected static final Duration HOUR = Duration.ofHours(1);

  protected abstract Ground ground();

  @ParameterizedTest
  @MethodSource("targets")
  void provisioningTwiceIsOnce(Target target) {
    Grant grant = ground().grant(List.of(target));
    List<ObjectRef> first = done(provisioner().provision(grant, target));
    assertThat(done(provisioner().provision(grant, target))).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void revokingNothingSucceeds(Target target) {
    Grant grant = ground().grant(List.of(target));
    assertGone(provisioner().retire(grant, target, 1, Holdings.unknown()));
    assertGone(provisioner().cut(grant, target, Holdings.unknown()));
    assertGone(provisioner().remove(grant, target, Holdings.unknown()));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void endingTwiceIsOnceAndLeavesNothing(Target target) {
    Grant grant = ground().grant(List.of(target));
    Holdings known = start(grant, target, Notebook.blank());
    assertThat(ground().there(known)).isPositive();
    for (int twice = 0; twice < 2; twice++) {
      assertGone(provisioner().cut(grant, target, known));
      assertGone(provisioner().remove(grant, target, known));
    }
    assertThat(ground().there(known)).isZero();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void unreachableIsNotGone(Target target) {
    Grant grant = ground().grant(List.of(target));
    Provisioner silent = ground().cutOff();
    Holdings known = start(grant, target, Notebook.blank());
    assertThat(silent.cut(grant, target, known)).isInstanceOf(Removal.Left.class);
    assertThatThrownBy(() -> silent.inspect(grant, target, known)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(
            () -> silent.start(grant, target, 1, now(), now().plus(HOUR), Notebook.blank()))
        .isInstanceOf(Unavailable.class);
    assertThat(ground().there(known)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("withCredentials")
  void unreachableCredentialsAreNotGone(Target target) {
    Grant grant = ground().grant(List.of(target));
    Provisioner silent = ground().cutOff();
    Holdings known = start(grant, target, Notebook.blank());
    assertThat(silent.remove(grant, target, known)).isInstanceOf(Removal.Left.class);
    assertThat(silent.retire(grant, target, 1, known)).isInstanceOf(Removal.Left.class);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsMissingIsNoticedAndProvidedAgain(Target target) {
    Grant grant = ground().grant(List.of(target));
    Notebook ledger = Notebook.blank();
    Holdings known = start(grant, target, ledger);
    assertThat(provisioner().inspect(grant, target, known)).isEqualTo(new Condition.Intact());
    ground().lose(known);
    assertThat(provisioner().inspect(grant, target, known)).isInstanceOf(Condition.Lessened.class);
    Holdings mended = provided(grant, target, 2, ledger);
    assertThat(provisioner().inspect(grant, target, mended)).isEqualTo(new Condition.Intact());
    assertGone(provisioner().cut(grant, target, mended));
    assertGone(provisioner().remove(grant, target, mended));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsPartlyGoneIsTakenBackWhole(Target target) {
    Grant grant = ground().grant(List.of(target));
    Holdings known = start(grant, target, Notebook.blank());
    ground().lose(known);
    assertGone(provisioner().cut(grant, target, known));
    assertGone(provisioner().remove(grant, target, known));
    assertThat(ground().there(known)).isZero();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsRefusedIsRefusedAgainAndLeavesNothing(Target like) {
    Grant grant = ground().refused(like);
    Target target = grant.targets().getFirst();
    Notebook ledger = Notebook.blank();
    for (int twice = 0; twice < 2; twice++) {
      assertThat(provisioner().start(grant, target, 1, now(), now().plus(HOUR), ledger))
          .isInstanceOf(Outcome.Refused.class);
    }
    Holdings known = known(List.of(), Optional.empty(), Optional.empty(), ledger);
    assertGone(provisioner().cut(grant, target, known));
    assertGone(provisioner().remove(grant, target, known));
    assertThat(ground().there(known)).isZero();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void startingIsProvisioningAndIssuing(Target target) {
    Grant grant = ground().grant(List.of(target));
    Notebook ledger = Notebook.blank();
    Started started = done(provisioner().start(grant, target, 1, now(), now().plus(HOUR), ledger));
    assertThat(started.objects()).isEqualTo(done(provisioner().provision(grant, target)));
    assertThat(started.issued().isPresent()).isEqualTo(target.hasCredential());
    Holdings known =
        known(started.objects(), started.issued().map(Issued::facts), Optional.empty(), ledger);
    assertThat(provisioner().inspect(grant, target, known)).isEqualTo(new Condition.Intact());
  }

  @ParameterizedTest
  @MethodSource("withCredentials")
  void issuingAGenerationAgainRevokesWhatTheFirstAttemptLeft(Target target) {
    Grant grant = ground().grant(List.of(target));
    Notebook ledger = Notebook.blank();
    done(provisioner().provision(grant, target));
    CredentialFacts first = issue(grant, target, 1, ledger);
    assertThat(ground().works(first)).isTrue();
    CredentialFacts second = issue(grant, target, 1, ledger);
    assertThat(second.jti()).isNotEqualTo(first.jti());
    assertThat(ground().works(first)).isFalse();
    assertThat(ground().works(second)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("withCredentials")
  void retiringOneGenerationLeavesTheOther(Target target) {
    Grant grant = ground().grant(List.of(target));
    Notebook ledger = Notebook.blank();
    Holdings first = start(grant, target, ledger);
    CredentialFacts next = issue(grant, target, 2, ledger);
    Holdings both = known(first.objects(), Optional.of(next), first.current(), ledger);
    assertGone(provisioner().retire(grant, target, 7, both));
    assertThat(ground().works(first.current().orElseThrow())).isTrue();
    assertGone(provisioner().retire(grant, target, 1, both));
    assertGone(provisioner().retire(grant, target, 1, both));
    assertThat(ground().works(first.current().orElseThrow())).isFalse();
    assertThat(ground().works(next)).isTrue();
    assertGone(provisioner().cut(grant, target, both));
    assertGone(provisioner().remove(grant, target, both));
    assertThat(ground().works(next)).isFalse();
  }

  /** Everything that a grant starts with, as its record would know it. */
  protected Holdings start(Grant grant, Target target, Notebook ledger) {
    return provided(grant, target, 1, ledger);
  }

  private Holdings provided(Grant grant, Target target, int generation, Notebook ledger) {
    List<ObjectRef> objects = done(provisioner().provision(grant, target));
    Optional<Issued> issued =
        done(provisioner().issue(grant, target, generation, now(), now().plus(HOUR), ledger));
    return known(objects, issued.map(Issued::facts), Optional.empty(), ledger);
  }

  /** The facts of a credential that is issued now. */
  protected CredentialFacts issue(Grant grant, Target target, int generation, Ledger ledger) {
    return done(provisioner().issue(grant, target, generation, now(), now().plus(HOUR), ledger))
        .map(Issued::facts)
        .orElseThrow();
  }

  private static Holdings known(
      List<ObjectRef> objects,
      Optional<CredentialFacts> current,
      Optional<CredentialFacts> previous,
      Notebook ledger) {
    return new Holdings(objects, current, previous, ledger.holds());
  }

  protected Provisioner provisioner() {
    return ground().provisioner();
  }

  protected static void assertGone(Removal removal) {
    assertThat(removal).isInstanceOf(Removal.Gone.class);
  }

  /** What came of what was not refused. */
  protected static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  protected static Instant now() {
    return Instant.now();
  }
}
