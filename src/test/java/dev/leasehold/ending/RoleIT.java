package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A role that gives more than was offered is cut; one that gives less is not. */
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
      scene.admin().rbac().clusterRoles().withName("ending-part").delete();
    }
  }

  @Test
  void roleThatIsNarrowedMissingOrMadeAgainLeavesTheGrantAlone() {
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
      Books.quiet(LAB.lab(), Duration.ofSeconds(3));
      asked.active();
      scene.roleAllows("[configmaps]");
      Lab.await().until(bearer::works);
      scene.roleAllows("[configmaps, pods]");
      Lab.await().until(() -> bearer.reads("pods") == 200 && bearer.works());
      Books.quiet(LAB.lab(), Duration.ofSeconds(3));
      asked.active();
    }
  }
}
