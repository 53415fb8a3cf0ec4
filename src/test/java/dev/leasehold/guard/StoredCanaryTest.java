package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StoredCanaryTest {
  @Test
  void whatBelongsThereAndWhatOthersUseStays() {
    assertThat(
            stored(
                    Map.of(
                        StoredCanary.EPOCH,
                        "e",
                        "leasehold.dev/applied-by",
                        "operator",
                        "example.com/note",
                        "x",
                        "plain",
                        "x",
                        "notleasehold.dev/x",
                        "x"))
                .cleared())
        .isEmpty();
  }

  @Test
  void wordsStampsAndTheOperatorsOwnAreTakenOff() {
    assertThat(
            stored(
                    Map.of(
                        "leasehold-operator/stamped-purge", "true",
                        "leasehold.dev/revoke", "no",
                        "reason.leasehold.dev/revocation-1", "no"))
                .cleared())
        .contains(
            "{\"metadata\": {\"annotations\": {"
                + "\"leasehold-operator/stamped-purge\": null, \"leasehold.dev/revoke\": null,"
                + " \"reason.leasehold.dev/revocation-1\": null}, \"finalizers\": null}}");
  }

  @Test
  void aFinalizerIsTakenOff() {
    assertThat(stored(Map.of(), "example.com/keep").cleared())
        .contains("{\"metadata\": {\"annotations\": {}, \"finalizers\": null}}");
  }

  /** A status that is there keeps both twins of a trial from passing. */
  @Test
  void anyStatusButTheDefaultIsSeen() {
    assertThat(of("").judged()).isFalse();
    assertThat(of(", \"status\": {\"observedGeneration\": -1}").judged()).isFalse();
    assertThat(of(", \"status\": {\"observedGeneration\": 1, \"phase\": \"Denied\"}").judged())
        .isTrue();
  }

  /** The guard refuses to let what is full grow, so that no trial would pass any more. */
  @Test
  void whatFillsTheMetadataIsTakenOff() {
    ObjectMeta owned =
        new ObjectMetaBuilder()
            .withOwnerReferences(
                new OwnerReferenceBuilder().withName("x".repeat(100_000)).withUid("u").build())
            .build();
    ObjectMeta labelled =
        new ObjectMetaBuilder()
            .withLabels(
                IntStream.range(0, 5_000)
                    .boxed()
                    .collect(Collectors.toMap(i -> "example.com/" + i, i -> "x".repeat(60))))
            .build();
    String rest =
        "\"finalizers\": null, \"labels\": null, \"ownerReferences\": null, \"managedFields\": [{}]}}";
    assertThat(stored(owned).cleared()).contains("{\"metadata\": {\"annotations\": {}, " + rest);
    assertThat(stored(labelled).cleared()).contains("{\"metadata\": {\"annotations\": {}, " + rest);
    assertThat(
            stored(Map.of(StoredCanary.EPOCH, "e", "example.com/x", "x".repeat(100_000))).cleared())
        .contains("{\"metadata\": {\"annotations\": {\"example.com/x\": null}, " + rest);
  }

  private static StoredCanary stored(Map<String, String> annotations, String... finalizers) {
    return stored(
        new ObjectMetaBuilder().withAnnotations(annotations).withFinalizers(finalizers).build());
  }

  private static StoredCanary stored(ObjectMeta metadata) {
    return new StoredCanary(metadata, Set.of());
  }

  private static StoredCanary of(String more) {
    return StoredCanary.of(
        "{\"apiVersion\": \"v1\", \"kind\": \"X\", \"metadata\": {\"name\": \"x\"}%s}"
            .formatted(more));
  }
}
