package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is accountable by what others write. */
final class AcceptanceReaderTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final String STAMP =
      "u-1 vic tor accepts for vendor-x until 2027-06-30T00:00:00Z: contract 17";

  @Test
  void whoAcceptedIsReadOffTheStamp() {
    EntitlementCatalog catalog = catalog(STAMP, "2027-06-30T00:00:00Z");
    assertThat(AcceptanceReader.acceptedBy(catalog, NOW)).contains("vic tor");
    assertThat(AcceptanceReader.obstacle(catalog, NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vendor-x",
        "u-2 victor accepts for vendor-x until 2027-06-30T00:00:00Z: contract 17",
        "u-1 victor accepts for vendor-y until 2027-06-30T00:00:00Z: contract 17",
        "u-1 victor accepts for vendor-x until 2027-05-30T00:00:00Z: contract 17",
        "u-1 victor accepts for vendor-x until 2027-06-30T00:00:00Z: contract 18",
        "u-1  accepts for vendor-x until 2027-06-30T00:00:00Z: contract 17"
      })
  void whatQuotesAnythingElseAcceptsNothing(String stamp) {
    EntitlementCatalog catalog = catalog(stamp, "2027-06-30T00:00:00Z");
    assertThat(AcceptanceReader.acceptedBy(catalog, NOW)).isEmpty();
    assertThat(AcceptanceReader.obstacle(catalog, NOW).orElseThrow())
        .contains("nobody accepted it for vendor-x", "vendor-x until 2027-06-30T00:00:00Z");
  }

  @Test
  void nothingIsHandedOverForMoreThanAYear() {
    String year = "2027-12-02T08:00:00Z";
    EntitlementCatalog longest = catalog(STAMP.replace("2027-06-30T00:00:00Z", year), year);
    assertThat(AcceptanceReader.acceptedBy(longest, NOW)).isPresent();
    Instant before = NOW.minusSeconds(1);
    assertThat(AcceptanceReader.acceptedBy(longest, before)).isEmpty();
    assertThat(AcceptanceReader.obstacle(longest, before).orElseThrow())
        .contains("more than 366 days ahead");
  }

  @Test
  void whatIsOverNeedsNoAcceptance() {
    Instant end = Instant.parse("2027-06-30T00:00:00Z");
    assertThat(AcceptanceReader.obstacle(catalog("", end.toString()), end))
        .isEqualTo(Optional.empty());
  }

  private static EntitlementCatalog catalog(String stamp, String until) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: EntitlementCatalog
        metadata: {name: c, uid: u-1, annotations: {acceptance.leasehold.dev/transfer: "%s"}}
        spec:
          owners: {catalog: {team: a, contact: a}, policy: {team: a, contact: a}, provisioning: {team: a, contact: a}}
          accountabilityTransfer: {to: vendor-x, until: "%s", because: contract 17}
        """
            .formatted(stamp, until),
        EntitlementCatalog.class);
  }
}
