package dev.leasehold.grant.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final Names NAMES = new Names("leasehold-grants");
  private static final Holdings KNOWN =
      new Holdings(
          List.of(
              NAMES.account(Sample.GRANT, Sample.TARGET).withUid("account"),
              NAMES.binding(Sample.GRANT, Sample.TARGET, 0).withUid("binding")),
          Optional.of(
              new CredentialFacts(
                  1, "jti", anchor(), Sample.NOW, Sample.NOW.plus(Duration.ofHours(1)))),
          Optional.empty());

  private Optional<RoleBinding> binding = Optional.of(granted(builder -> builder));
  private Optional<ObjectMeta> account = uid("account");
  private Optional<ObjectMeta> anchor = uid("anchor");

  @Test
  void justWhatWasGrantedIsIntact() {
    assertThat(inspect()).isEqualTo(new Condition.Intact());
  }

  @Test
  void anotherRoleIsWider() {
    binding = changed(builder -> builder.editRoleRef().withKind("ClusterRole").endRoleRef());
    assertWidened("RoleRefChanged");
    binding = changed(builder -> builder.editRoleRef().withName("admin").endRoleRef());
    assertWidened("RoleRefChanged");
  }

  @Test
  void anotherSubjectIsWider() {
    binding = changed(builder -> builder.addNewSubject("", "User", "mallory", null));
    assertWidened("SubjectsAdded");
  }

  @Test
  void theSameNameElsewhereIsAnotherSubject() {
    binding = changed(builder -> builder.editFirstSubject().withNamespace("payments").endSubject());
    assertWidened("SubjectsAdded");
  }

  @Test
  void aBindingOfOursThatNoLongerSaysSoIsCut() {
    binding = changed(builder -> builder.editMetadata().withLabels(null).endMetadata());
    assertWidened("MarkRemoved");
    binding = changed(builder -> builder.editMetadata().withOwnerReferences().endMetadata());
    assertWidened("MarkRemoved");
  }

  @Test
  void fewerSubjectsAreLess() {
    binding = changed(builder -> builder.withSubjects());
    assertLessened("SubjectsRemoved");
  }

  @Test
  void aBindingThatIsMissingOrGoingIsLess() {
    binding = Optional.empty();
    assertLessened("BindingMissing");
    binding =
        changed(
            builder ->
                builder.editMetadata().withDeletionTimestamp(Sample.NOW.toString()).endMetadata());
    assertLessened("BindingMissing");
  }

  @Test
  void somebodyElsesBindingOfThatNameIsOursMissing() {
    binding =
        changed(
            builder ->
                builder
                    .withNewMetadata()
                    .withUid("other")
                    .endMetadata()
                    .withSubjects()
                    .editRoleRef()
                    .withName("admin")
                    .endRoleRef());
    assertLessened("ForeignObject");
  }

  @Test
  void somebodyElsesBindingThatReachesOurAccountIsWider() {
    binding =
        changed(
            builder ->
                builder
                    .withNewMetadata()
                    .withUid("other")
                    .endMetadata()
                    .editRoleRef()
                    .withName("admin")
                    .endRoleRef());
    assertWidened("RoleRefChanged");
  }

  @Test
  void anAccountThatIsMissingOrAnotherIsLess() {
    account = Optional.empty();
    assertLessened("AccountMissing");
    account = uid("another");
    assertLessened("AccountMissing");
  }

  /** Whoever holds it: the API server refuses its tokens a minute after it was deleted. */
  @Test
  void anAccountThatIsBeingDeletedIsLess() {
    account.orElseThrow().setDeletionTimestamp("2026-12-01T08:00:00Z");
    assertLessened("AccountMissing");
    assertThat(inspect())
        .isInstanceOfSatisfying(
            Condition.Lessened.class, less -> assertThat(less.credentialLost()).isTrue());
  }

  @Test
  void anAnchorThatIsMissingOrAnotherIsLess() {
    anchor = Optional.empty();
    assertLessened("AnchorMissing");
    anchor = uid("another");
    assertLessened("AnchorMissing");
  }

  @Test
  void whatIsNotLookedAtIsNotJudged() {
    ClusterView view = ClusterView.bindingsOnly((_, _) -> binding);
    assertThat(new Inspection(view, NAMES).inspect(Sample.GRANT, Sample.TARGET, KNOWN))
        .isEqualTo(new Condition.Intact());
  }

  @Test
  void widerOutweighsLess() {
    account = Optional.empty();
    binding = changed(builder -> builder.addNewSubject("", "Group", "everybody", null));
    assertWidened("SubjectsAdded");
  }

  @Test
  void whatOthersWroteIsNotQuoted() {
    binding = changed(builder -> builder.editRoleRef().withName("\u001b[2Jevil").endRoleRef());
    assertThat(inspect())
        .isInstanceOfSatisfying(
            Condition.Widened.class,
            widened -> assertThat(widened.reason().message()).doesNotContain("evil"));
  }

  private Condition inspect() {
    ClusterView view =
        new ClusterView(
            (_, _) -> binding, Optional.of((_, _) -> account), Optional.of((_, _) -> anchor));
    return new Inspection(view, NAMES).inspect(Sample.GRANT, Sample.TARGET, KNOWN);
  }

  private void assertWidened(String code) {
    assertThat(inspect())
        .isInstanceOfSatisfying(
            Condition.Widened.class, widened -> assertCode(widened.reason(), code));
  }

  private void assertLessened(String code) {
    assertThat(inspect())
        .isInstanceOfSatisfying(
            Condition.Lessened.class, lessened -> assertCode(lessened.reason(), code));
  }

  private static void assertCode(Reason reason, String code) {
    assertThat(reason.code()).hasToString(code);
  }

  private static Optional<RoleBinding> changed(UnaryOperator<RoleBindingBuilder> change) {
    return Optional.of(granted(change));
  }

  private static RoleBinding granted(UnaryOperator<RoleBindingBuilder> change) {
    RoleBindingBuilder builder =
        new RoleBindingBuilder(BindingShape.of(NAMES, Sample.GRANT, Sample.TARGET, 0))
            .editMetadata()
            .withUid("binding")
            .endMetadata();
    return change.apply(builder).build();
  }

  private static Optional<ObjectMeta> uid(String uid) {
    return Optional.of(new ObjectMetaBuilder().withUid(uid).build());
  }

  private static ObjectRef anchor() {
    return NAMES.anchor(Sample.GRANT, Sample.TARGET, 1).withUid("anchor");
  }
}
