package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Finalizers and owners decide what lives, and size decides what can still be said. */
final class MetadataIT {
  private static final String POLICY = "leasehold-metadata";
  private static final String REVOKE = "leasehold.dev/revoke";
  private static final Map<String, String> NOBODY = owner("none", "1");

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void changingOwnersOrFinalizersTakesTheRightToDelete() {
    StagedRequest request = stage.offered();
    request.patch(stage.as(Cast.RITA), Map.of("finalizers", List.of("example.com/hold")));
    for (Person other : List.of(Cast.ANNA, Cast.OTTO)) {
      for (Map<String, ?> change :
          List.of(
              Map.of("ownerReferences", List.of(NOBODY)),
              Map.of("finalizers", List.of()),
              Map.of("finalizers", List.of("example.com/hold", "example.com/other")))) {
        request
            .refuses(POLICY, () -> request.patch(stage.as(other), change))
            .hasMessageContaining("takes verb delete on accessrequests");
      }
    }
    request.annotate(Cast.ANNA, "example.com/note", "x").annotate(Cast.OTTO, APPROVE, QUOTE);
    Map<String, ?> keeper =
        owner(
            "kube-root-ca.crt",
            stage
                .lab()
                .adminClient()
                .configMaps()
                .inNamespace(request.namespace())
                .withName("kube-root-ca.crt")
                .get()
                .getMetadata()
                .getUid());
    request.patch(
        stage.as(Cast.RITA), Map.of("ownerReferences", List.of(keeper), "finalizers", List.of()));
    assertThat(request.now().getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(request.now().getMetadata().getFinalizers()).isEmpty();
  }

  @Test
  void aRequestMayBeMadeWithOwnersAndFinalizersOfOthers() {
    StagedRequest request = new StagedRequest(stage, stage.namespace(), "nightly-report");
    String manifest = request.manifest(Map.of());
    Wire.assertNotMade(
            POLICY,
            stage.as(Cast.RITA),
            manifest.replace("metadata: {", "metadata: {finalizers: [leasehold.dev/mine], "))
        .hasMessageContaining("leasehold.dev has none");
    Wire.create(
        stage.as(Cast.RITA),
        manifest.replace("metadata: {", "metadata: {finalizers: [example.com/mine], "));
    request.patch(stage.as(Cast.RITA), Map.of("finalizers", List.of()));
  }

  @Test
  void ownersAndFinalizersAreCountedAndMeasured() {
    StagedRequest request = stage.request();
    List<String> finalizers =
        IntStream.rangeClosed(1, 17).mapToObj(i -> "example.com/" + i).toList();
    request
        .refuses(POLICY, () -> change(request, "finalizers", finalizers))
        .hasMessageContaining("at most 16");
    List<Map<String, String>> crowd =
        IntStream.rangeClosed(1, 17).mapToObj(i -> owner("a", i)).toList();
    request
        .refuses(POLICY, () -> change(request, "ownerReferences", crowd))
        .hasMessageContaining("at most 16");
    for (String part : List.of("apiVersion", "kind", "name", "uid")) {
      Map<String, Object> fat = new HashMap<>(NOBODY);
      fat.put(part, "x".repeat(1024));
      request
          .refuses(POLICY, () -> change(request, "ownerReferences", List.of(fat)))
          .hasMessageContaining("at most 1024 bytes");
    }
    Wire.assertRefused(
        POLICY,
        () ->
            Wire.create(
                stage.as(Cast.RITA),
                new StagedRequest(stage, stage.namespace(), "fat")
                    .manifest(Map.of())
                    .replace(
                        "metadata: {",
                        "metadata: {ownerReferences: %s, "
                            .formatted(
                                Serialization.asJson(List.of(owner("x".repeat(1024), "1")))))));
  }

  /** Whatever else metadata has room for, and whoever fills it: every word fits still. */
  @Test
  void metadataIsMeasuredAsAWhole() {
    StagedRequest request = stage.offered();
    request
        .refuses(POLICY, () -> change(request, "selfLink", "x".repeat(400 * 1024)))
        .hasMessageContaining("at most 384 KiB");
    Map<String, String> filler = new HashMap<>();
    for (int i = 1; i <= 64; i++) {
      filler.put("%s.%s/%d".formatted("a".repeat(60), "b".repeat(60), i), "x".repeat(1500));
    }
    request.patch(stage.as(Cast.RITA), Map.of("annotations", filler));
    Wire.assertRefused(
            POLICY,
            () -> {
              for (int manager = 0; manager < 60; manager++) {
                Wire.claim(stage.as(Cast.ANNA), request.now(), "m-" + manager);
              }
            })
        .hasMessageContaining("at most 384 KiB");
    request.annotate(Cast.OTTO, APPROVE, QUOTE);
    request.annotate(Cast.OWEN, "leasehold.dev/deny", "no");
    request.annotate(Cast.RENATE, "leasehold.dev/review", "keep");
    request.annotate(Cast.EVE, "leasehold.dev/redeliver", "1");
    request.annotate(Cast.REX, REVOKE, "enough");
    assertThat(request.annotations())
        .containsKeys("revocation.leasehold.dev/1", "leasehold.dev/redeliver");
  }

  private static void change(StagedRequest request, String field, Object value) {
    request.patch(stage.as(Cast.RITA), Map.of(field, value));
  }

  private static Map<String, String> owner(String name, Object uid) {
    return Map.of(
        "apiVersion", "v1", "kind", "ConfigMap", "name", name, "uid", String.valueOf(uid));
  }
}
