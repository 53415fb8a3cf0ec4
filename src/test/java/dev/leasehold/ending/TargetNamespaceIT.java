package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A namespace that is deleted and created again has another owner, who agreed to nothing. */
final class TargetNamespaceIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final Duration DELETED = Duration.ofSeconds(60);

  @Test
  void grantEndsWithItsTargetNamespaceAndIsNotBoundInTheNextOne() {
    Terms terms = Terms.automatic().binding("ClusterRole", "view");
    Scene scene = Scene.set(LAB.lab(), terms);
    Asked asked = scene.asks("nightly", "1h").active();
    String before = uid(scene);
    scene.admin().namespaces().withName(scene.shop()).delete();
    Lab.await()
        .atMost(DELETED)
        .until(() -> scene.admin().namespaces().withName(scene.shop()).get() == null);
    LAB.lab().namespace(scene.shop(), Map.of());
    assertThat(uid(scene)).isNotEqualTo(before);
    asked.ended(EndingCause.NamespaceGone);
    assertThat(Objects.requireNonNull(asked.recorded().ending()).message())
        .contains("target namespace " + scene.shop());
    Books.quiet(scene, Duration.ofSeconds(3));
    assertThat(asked.binding().get()).isNull();
    Asked again = scene.asks("again", "1h").active();
    assertThat(again.record().orElseThrow().getSpec().targets().getFirst().bindings())
        .allSatisfy(binding -> assertThat(binding.namespaceUID()).isEqualTo(uid(scene)));
  }

  private static String uid(Scene scene) {
    return scene.admin().namespaces().withName(scene.shop()).require().getMetadata().getUid();
  }
}
