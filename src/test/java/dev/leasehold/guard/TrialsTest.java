package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is tried of the guard; what comes of it shows {@link GuardProbeIT}. */
final class TrialsTest {
  private static final Installation INSTALLATION =
      new Installation(
          "ops",
          "system:serviceaccount:ops:op",
          "grants",
          List.of("shop"),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  @Test
  void everyPolicyHasATrial() {
    assertThat(policies(true)).hasSameElementsAs(policies());
  }

  @Test
  void whereNothingStampsEveryValidatingPolicyHasATrial() {
    assertThat(policies(false))
        .hasSameElementsAs(
            policies().stream().filter(name -> !name.startsWith("leasehold-stamp")).toList());
  }

  @Test
  void aWriteThatSeveralTrialsNeedIsTriedOnce() {
    List<String> written = new ArrayList<>();
    Once write =
        new Once(
            () -> {
              written.add("once");
              return new Answer.Accepted("");
            });
    assertThat(write.get()).isSameAs(write.get());
    assertThat(written).containsExactly("once");
  }

  /** All that the chart renders, by the files themselves. */
  private static List<String> policies() {
    return PackagedGuard.objects(INSTALLATION).stream()
        .filter(object -> object.getKind().endsWith("AdmissionPolicy"))
        .map(object -> object.getMetadata().getName())
        .toList();
  }

  private static List<String> policies(boolean stamps) {
    try (KubernetesClient nobodyAsks = new KubernetesClientBuilder().build()) {
      return Trials.all(new ApiServer(nobodyAsks), INSTALLATION, stamps).stream()
          .map(Trial::policy)
          .toList();
    }
  }
}
