package dev.leasehold.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.api.v1alpha1.EntitlementStatus;
import dev.leasehold.status.CatalogStatusWriter.Standing;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogStatusWriterTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private static EntitlementCatalog catalog(EntitlementState state) {
    return Serialization.unmarshal(
        """
        metadata: {name: payments, generation: 3}
        spec: {entitlements: [{name: reader, state: %s}]}
        """
            .formatted(state),
        EntitlementCatalog.class);
  }

  private static Standing standing(Optional<String> obstacle) {
    return new Standing("reader", obstacle, Optional.empty(), Optional.empty(), 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "Requestable, False, NotRequestable",
    "Draft, True, Requestable",
    "Retired, True, Requestable"
  })
  void readyIsWhetherAllThatIsMeantToBeRequestableIs(
      EntitlementState state, String ready, String reason) {
    var status =
        CatalogStatusWriter.status(
            catalog(state), List.of(standing(Optional.of("it lacks an owner"))), NOW);
    assertThat(status.conditions())
        .singleElement()
        .extracting(Condition::getStatus, Condition::getReason)
        .containsExactly(ready, reason);
    assertThat(status.entitlements())
        .singleElement()
        .extracting(EntitlementStatus::requestable, EntitlementStatus::reason)
        .containsExactly(false, "it lacks an owner");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsMissingWhereNothingStandsInTheWay(EntitlementState state) {
    var status =
        CatalogStatusWriter.status(catalog(state), List.of(standing(Optional.empty())), NOW);
    assertThat(status.conditions())
        .singleElement()
        .extracting(Condition::getStatus)
        .isEqualTo("True");
  }
}
