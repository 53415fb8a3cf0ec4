package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoredCanaryTest {
  @Test
  void whatBelongsThereAndWhatOthersUseStays() {
    assertThat(
            new StoredCanary(
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
                        "x"),
                    List.of())
                .cleared())
        .isEmpty();
  }

  @Test
  void wordsStampsAndTheOperatorsOwnAreTakenOff() {
    assertThat(
            new StoredCanary(
                    Map.of(
                        "leasehold-operator/stamped-purge", "true",
                        "leasehold.dev/revoke", "no",
                        "reason.leasehold.dev/revocation-1", "no"),
                    List.of())
                .cleared())
        .contains(
            "{\"metadata\": {\"annotations\": {"
                + "\"leasehold-operator/stamped-purge\": null, \"leasehold.dev/revoke\": null,"
                + " \"reason.leasehold.dev/revocation-1\": null}, \"finalizers\": null}}");
  }

  @Test
  void aFinalizerIsTakenOff() {
    assertThat(new StoredCanary(Map.of(), List.of("example.com/keep")).cleared())
        .contains("{\"metadata\": {\"annotations\": {}, \"finalizers\": null}}");
  }
}
