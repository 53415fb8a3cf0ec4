package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordedBinding;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.ViewPart;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A role that gives more than was offered, or is another, is cut; one that gives less is not. */
final class RoleIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final Duration CUT = Duration.ofSeconds(15);

  @Test
  void roleThatIsWidenedIsCut() {
    Asked asked = Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", "1h").active();
    try (Bearer bearer = asked.bearer()) {
      asked.scene().roleAllows("[configmaps, pods]");
      System.out.println("widened role: refused after " + bearer.refusedWithin(CUT));
    }
    asked.ended(EndingCause.RoleWidened);
  }

  @Test
  void roleThatIsWidenedByAggregationIsCut() {
    Scene scene = Scene.set(LAB.lab(), Terms.automatic().binding("ClusterRole", "view"));
    Asked asked = scene.asks("nightly", "1h").active();
    try (Bearer bearer = asked.bearer()) {
      assertThat(bearer.works()).isTrue();
      String part =
          """
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata: {name: ending-part, labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}
          rules: [{apiGroups: [example.com], resources: [orders], verbs: [get]}]
          """;
      scene.apply(part);
      System.out.println("aggregated role: refused after " + bearer.refusedWithin(CUT));
      asked.ended(EndingCause.RoleWidened);
    } finally {
      new ViewPart(LAB.lab(), "ending-part").goes();
    }
  }

  @Test
  void roleThatIsNarrowedOrMissingLeavesTheGrantAlone() {
    Scene scene = Scene.set(LAB.lab(), Terms.automatic());
    scene.roleAllows("[configmaps, pods]");
    scene.offers(Terms.automatic());
    Asked asked = scene.asks("nightly", "1h").active();
    try (Bearer bearer = asked.bearer()) {
      Lab.await().until(() -> bearer.reads("pods") == 200);
      scene.roleAllows("[configmaps]");
      Lab.await().until(() -> bearer.reads("pods") == 403 && bearer.works());
      scene.admin().rbac().roles().inNamespace(scene.shop()).withName("orders-reader").delete();
      Lab.await().until(() -> !bearer.works());
      Books.quiet(scene, Duration.ofSeconds(3));
      asked.active();
    }
  }

  /** Its rules are in no cache. */
  @Test
  void roleWithManyRulesIsOfferedGrantedAndCutLikeOthers() {
    Scene scene = Scene.set(LAB.lab(), Terms.automatic());
    scene.apply(large(scene, "configmaps"));
    Asked asked = scene.asks("nightly", "1h").active();
    assertThat(bound(asked).rules()).hasSize(128);
    try (Bearer bearer = asked.bearer()) {
      assertThat(bearer.works()).isTrue();
      scene.apply(large(scene, "configmaps, pods"));
      System.out.println("widened large role: refused after " + bearer.refusedWithin(CUT));
    }
    asked.ended(EndingCause.RoleWidened);
  }

  /** As many rules as a record can hold, nearly all of which say the same. */
  private static String large(Scene scene, String resources) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-reader, namespace: %s}
        rules:
        - {apiGroups: [""], resources: [%s], verbs: [get, list]}
        """
            .formatted(scene.shop(), resources)
        + "- {apiGroups: [\"\"], resources: [services], verbs: [get]}\n".repeat(127);
  }

  /** Whoever made it decides what it allows from now on, and nobody has agreed to that. */
  @Test
  void roleThatIsMadeAgainWithTheSameRulesIsAnother() {
    Scene scene = Scene.set(LAB.lab(), Terms.automatic());
    Asked asked = scene.asks("nightly", "1h").active();
    Resource<Role> role =
        scene.admin().rbac().roles().inNamespace(scene.shop()).withName("orders-reader");
    assertThat(bound(asked).roleUID()).isEqualTo(uid(role));
    try (Bearer bearer = asked.bearer()) {
      Role same =
          new RoleBuilder(role.require())
              .withNewMetadata()
              .withName("orders-reader")
              .withNamespace(scene.shop())
              .endMetadata()
              .build();
      role.delete();
      scene.admin().resource(same).create();
      System.out.println("replaced role: refused after " + bearer.refusedWithin(CUT));
    }
    asked.ended(EndingCause.RoleWidened);
    assertThat(Objects.requireNonNull(asked.recorded().ending()).exactly())
        .isEqualTo(EndingCause.RoleReplaced.name());
    assertThat(Objects.requireNonNull(asked.recorded().ending()).message())
        .contains("Role orders-reader in namespace " + scene.shop());
    Asked again = scene.asks("again", "1h").active();
    assertThat(bound(again).roleUID()).isEqualTo(uid(role));
    assertThat(asked.binding().get()).isNull();
  }

  private static RecordedBinding bound(Asked asked) {
    return asked.record().orElseThrow().getSpec().targets().getFirst().bindings().getFirst();
  }

  private static String uid(Resource<Role> role) {
    return role.require().getMetadata().getUid();
  }
}
