package dev.leasehold.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provisioner must hold besides where everything that it makes has a name. */
public abstract class ClusterContract extends ProvisionerContract {
  /** The namespace in which the contract's roles are. */
  protected static final String SHOP = "contract-shop";

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

  @Override
  protected Ground ground() {
    return terrain();
  }

  static Stream<Target> targets() {
    return Stream.of(TOKEN, BINDING);
  }

  static Stream<Target> withCredentials() {
    return Stream.of(TOKEN);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsProvisionedIsThere(Target target) {
    Grant grant = terrain().grant(List.of(target));
    assertThat(done(provisioner().provision(grant, target))).isNotEmpty().allSatisfy(this::isThere);
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
    Holdings known = start(grant, target, Notebook.blank());
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
    Holdings known = start(grant, target, Notebook.blank());
    ObjectRef binding = known.objects().getLast();
    terrain().hold(binding);
    for (int twice = 0; twice < 2; twice++) {
      assertThat(provisioner().cut(grant, target, known))
          .isInstanceOfSatisfying(
              Removal.Left.class,
              left -> assertThat(left.reason().code()).hasToString("HeldByFinalizer"));
    }
    terrain().release(binding);
    Awaitility.await().untilAsserted(() -> assertGone(provisioner().cut(grant, target, known)));
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

  @ParameterizedTest
  @MethodSource("targets")
  void whatWasNeverRecordedIsRemovedToo(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Holdings unrecorded = start(grant, target, Notebook.blank());
    assertGone(provisioner().cut(grant, target, Holdings.unknown()));
    assertGone(provisioner().remove(grant, target, Holdings.unknown()));
    assertThat(all(unrecorded)).noneSatisfy(this::isThere);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatMayBeThereIsNotGoneForWantOfAnAnswer(Target target) {
    Grant grant = terrain().grant(List.of(target));
    Provisioner silent = terrain().cutOff();
    assertThat(silent.cut(grant, target, Holdings.unknown())).isInstanceOf(Removal.Left.class);
    assertThatThrownBy(() -> silent.provision(grant, target)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> silent.inspect(grant, target, Holdings.unknown()))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void tokensThatMayBeThereAreNotGoneForWantOfAnAnswer() {
    Grant grant = terrain().grant(List.of(TOKEN));
    Provisioner silent = terrain().cutOff();
    assertThat(silent.remove(grant, TOKEN, Holdings.unknown())).isInstanceOf(Removal.Left.class);
    assertThat(silent.retire(grant, TOKEN, 1, Holdings.unknown())).isInstanceOf(Removal.Left.class);
    assertThatThrownBy(
            () -> silent.issue(grant, TOKEN, 1, now(), now().plus(HOUR), Notebook.blank()))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void anUnrecordedGenerationIsRemovedWithTheRecordedOne() {
    Grant grant = terrain().grant(List.of(TOKEN));
    Holdings known = start(grant, TOKEN, Notebook.blank());
    CredentialFacts unrecorded = issue(grant, TOKEN, 2, Notebook.blank());
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

  private static Binding binding(RoleRef.Kind kind, String role) {
    return new Binding(new RoleRef(kind, role), SHOP, List.of());
  }
}
