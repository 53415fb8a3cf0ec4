package dev.leasehold.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every provisioner must hold, whatever it stands on. */
public abstract class ProvisionerContract {
  /** The namespace in which the contract's roles are. */
  protected static final String SHOP = "contract-shop";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Target.ServiceAccountToken TOKEN =
      new Target.ServiceAccountToken(
          "shop",
          List.of(
              binding(RoleRef.Kind.ROLE, "orders-reader"),
              binding(RoleRef.Kind.CLUSTER_ROLE, "view")),
          HOUR,
          List.of());
  private static final Target.RoleBinding BINDING =
      new Target.RoleBinding("own-identity", List.of(binding(RoleRef.Kind.CLUSTER_ROLE, "view")));

  protected abstract Terrain terrain();

  static Stream<Target> targets() {
    return Stream.of(TOKEN, BINDING);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void provisioningTwiceIsOnce(Target target) {
    Grant grant = terrain().grant(List.of(target));
    List<ObjectRef> first = done(provisioner().provision(grant, target));
    List<ObjectRef> second = done(provisioner().provision(grant, target));
    assertThat(second).isEqualTo(first).isNotEmpty().allSatisfy(this::isThere);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void revokingNothingSucceeds(Target target) {
    Grant grant = terrain().grant(List.of(target));
    assertGone(provisioner().retire(grant, target, 1, Holdings.unknown()));
    assertGone(provisioner().cut(grant, target, Holdings.unknown()));
    assertGone(provisioner().remove(grant, target, Holdings.unknown()));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void endingTwiceIsOnceAndLeavesNothing(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Holdings known = start(grant, target);
    for (int twice = 0; twice < 2; twice++) {
      assertGone(provisioner().cut(grant, target, known));
      assertGone(provisioner().remove(grant, target, known));
    }
    assertThat(all(known)).noneSatisfy(this::isThere);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatWasNeverRecordedIsRemovedToo(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Holdings unrecorded = start(grant, target);
    assertGone(provisioner().cut(grant, target, Holdings.unknown()));
    assertGone(provisioner().remove(grant, target, Holdings.unknown()));
    assertThat(all(unrecorded)).noneSatisfy(this::isThere);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void unreachableIsNotGone(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Provisioner silent = terrain().cutOff();
    assertThat(silent.cut(grant, target, Holdings.unknown())).isInstanceOf(Removal.Left.class);
    assertThat(silent.cut(grant, target, start(grant, target))).isInstanceOf(Removal.Left.class);
    assertThatThrownBy(() -> silent.provision(grant, target)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> silent.inspect(grant, target, Holdings.unknown()))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void unreachableTokensAreNotGone() {
    Grant grant = terrain().grant(List.of(TOKEN));
    Provisioner silent = terrain().cutOff();
    assertThat(silent.remove(grant, TOKEN, Holdings.unknown())).isInstanceOf(Removal.Left.class);
    assertThat(silent.retire(grant, TOKEN, 1, Holdings.unknown())).isInstanceOf(Removal.Left.class);
    assertThatThrownBy(() -> issue(silent, grant, 1)).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void foreignObjectsAreNeitherAdoptedNorDeleted(Target target) {
    Grant grant = terrain().grant(List.of(target));
    ObjectRef foreign =
        terrain().occupy("RoleBinding", SHOP, grant.recordName() + "-" + target.name() + "-0");
    assertThat(provisioner().provision(grant, target)).isInstanceOf(Outcome.Refused.class);
    assertGone(provisioner().cut(grant, target, Holdings.unknown()));
    assertGone(provisioner().remove(grant, target, Holdings.unknown()));
    assertThat(foreign).satisfies(this::isThere);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void anotherObjectThatTookTheNameIsNotDeleted(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Holdings known = start(grant, target);
    ObjectRef ours = known.objects().getLast();
    terrain().lose(ours);
    ObjectRef foreign = terrain().occupy(ours.kind(), ours.namespace(), ours.name());
    assertGone(provisioner().cut(grant, target, known));
    assertThat(foreign).satisfies(this::isThere);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatAFinalizerHoldsIsLeftUntilItGoes(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Holdings known = start(grant, target);
    ObjectRef binding = known.objects().getLast();
    terrain().hold(binding);
    for (int twice = 0; twice < 2; twice++) {
      assertThat(provisioner().cut(grant, target, known))
          .isInstanceOfSatisfying(
              Removal.Left.class,
              left -> assertThat(left.reason().code()).isEqualTo("HeldByFinalizer"));
    }
    terrain().release(binding);
    Awaitility.await().untilAsserted(() -> assertGone(provisioner().cut(grant, target, known)));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsMissingIsNoticedAndProvidedAgain(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Holdings known = start(grant, target);
    assertThat(provisioner().inspect(grant, target, known)).isEqualTo(new Condition.Intact());
    terrain().lose(known.objects().getLast());
    assertThat(provisioner().inspect(grant, target, known)).isInstanceOf(Condition.Lessened.class);
    List<ObjectRef> again = done(provisioner().provision(grant, target));
    Holdings mended = new Holdings(again, known.current(), known.previous());
    assertThat(provisioner().inspect(grant, target, mended)).isEqualTo(new Condition.Intact());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void startingIsProvisioningAndIssuing(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Started started =
        done(provisioner().start(grant, target, 1, now(), now().plus(HOUR), Notebook.blank()));
    assertThat(started.objects()).isEqualTo(done(provisioner().provision(grant, target)));
    assertThat(started.issued().isPresent()).isEqualTo(target.hasCredential());
    Holdings known =
        new Holdings(started.objects(), started.issued().map(Issued::facts), Optional.empty());
    assertThat(provisioner().inspect(grant, target, known)).isEqualTo(new Condition.Intact());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aRefusedStartLeavesNothingThatEndingDoesNotFind(Target target) {
    Grant grant = terrain().grant(List.of(target));
    String name = grant.recordName() + "-" + target.name();
    terrain().occupy("RoleBinding", SHOP, name + "-0");
    assertThat(provisioner().start(grant, target, 1, now(), now().plus(HOUR), Notebook.blank()))
        .isInstanceOf(Outcome.Refused.class);
    assertGone(provisioner().cut(grant, target, Holdings.unknown()));
    assertGone(provisioner().remove(grant, target, Holdings.unknown()));
    assertThat(terrain().find("ServiceAccount", "leasehold-grants", name)).isEmpty();
    assertThat(terrain().find("Secret", "leasehold-grants", name + "-1")).isEmpty();
  }

  @Test
  void issuingAGenerationAgainRevokesWhatTheFirstAttemptLeft() {
    Grant grant = terrain().grant(List.of(TOKEN));
    done(provisioner().provision(grant, TOKEN));
    CredentialFacts first = issue(provisioner(), grant, 1).facts();
    CredentialFacts second = issue(provisioner(), grant, 1).facts();
    assertThat(second.jti()).isNotEqualTo(first.jti());
    assertThat(first.anchor()).isNotEqualTo(second.anchor());
    assertThat(terrain().find("Secret", second.anchor().namespace(), second.anchor().name()))
        .contains(second.anchor());
  }

  @Test
  void retiringOneGenerationLeavesTheOther() {
    Grant grant = terrain().grant(List.of(TOKEN));
    Holdings known = start(grant, TOKEN);
    CredentialFacts next = issue(provisioner(), grant, 2).facts();
    Holdings both = new Holdings(known.objects(), Optional.of(next), known.current());
    assertGone(provisioner().retire(grant, TOKEN, 1, both));
    assertThat(both.previous().map(CredentialFacts::anchor)).hasValueSatisfying(this::isNotThere);
    assertThat(next.anchor()).satisfies(this::isThere);
    assertGone(provisioner().remove(grant, TOKEN, both));
    assertThat(next.anchor()).satisfies(this::isNotThere);
  }

  @Test
  void anUnrecordedGenerationIsRemovedWithTheRecordedOne() {
    Grant grant = terrain().grant(List.of(TOKEN));
    Holdings known = start(grant, TOKEN);
    CredentialFacts unrecorded = issue(provisioner(), grant, 2).facts();
    assertGone(provisioner().remove(grant, TOKEN, known));
    assertThat(unrecorded.anchor()).satisfies(this::isNotThere);
  }

  @Test
  void bindingsToTheSubjectCarryNoCredential() {
    Grant grant = terrain().grant(List.of(BINDING));
    done(provisioner().provision(grant, BINDING));
    assertThat(
            done(provisioner().issue(grant, BINDING, 1, now(), now().plus(HOUR), Notebook.blank())))
        .isEmpty();
  }

  /** Everything that a grant starts with, as its record would know it. */
  private Holdings start(Grant grant, Target target) {
    List<ObjectRef> objects = done(provisioner().provision(grant, target));
    Optional<Issued> issued =
        done(provisioner().issue(grant, target, 1, now(), now().plus(HOUR), Notebook.blank()));
    return new Holdings(objects, issued.map(Issued::facts), Optional.empty());
  }

  private static Issued issue(Provisioner provisioner, Grant grant, int generation) {
    return done(provisioner.issue(
            grant, TOKEN, generation, now(), now().plus(HOUR), Notebook.blank()))
        .orElseThrow();
  }

  private static Stream<ObjectRef> all(Holdings known) {
    return Stream.concat(
        known.objects().stream(), known.current().stream().map(CredentialFacts::anchor));
  }

  private void isThere(ObjectRef ref) {
    assertThat(terrain().find(ref.kind(), ref.namespace(), ref.name())).contains(ref);
  }

  private void isNotThere(ObjectRef ref) {
    assertThat(terrain().find(ref.kind(), ref.namespace(), ref.name()))
        .isNotEqualTo(Optional.of(ref));
  }

  private Provisioner provisioner() {
    return terrain().provisioner();
  }

  private static void assertGone(Removal removal) {
    assertThat(removal).isInstanceOf(Removal.Gone.class);
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static Instant now() {
    return Instant.now();
  }

  private static Binding binding(RoleRef.Kind kind, String role) {
    return new Binding(new RoleRef(kind, role), SHOP, List.of());
  }
}
