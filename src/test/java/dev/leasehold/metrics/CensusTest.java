package dev.leasehold.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static final String ACTIVE = "{phase: Active}";

  private static Instant at(String time) {
    return Instant.parse("2026-12-01T" + time + "Z");
  }

  private static Census census(String time, List<String> records, AccessRequest... requests) {
    return Census.of(
        records.stream().map(status -> Population.record("payments", status)),
        Stream.of(requests),
        CatalogNames.of(List.of("payments")),
        at(time));
  }

  @Test
  void nothingIsOverdueBeforeItsEnd() {
    Census census = census("11:59:59.999", List.of(ACTIVE));
    assertThat(census.oldestOverdue()).isZero();
    assertThat(census.overdue()).isZero();
  }

  @Test
  void atItsEndAGrantIsOverdueUntilItIsProvedToBeGone() {
    assertThat(census("12:00:00", List.of(ACTIVE)).overdue()).isEqualTo(1);
    Census later = census("12:00:07.500", List.of(ACTIVE, "{phase: Ended}"));
    assertThat(later.oldestOverdue()).isEqualTo(Duration.ofMillis(7500));
    assertThat(later.overdue()).isEqualTo(1);
  }

  /** Access ends then, whatever somebody else wrote into spec. */
  @Test
  void whatWasSealedCountsWhereSpecGoesBeyondIt() {
    String sealed =
        """
        {phase: Active, sealed: {windowEnd: "2026-12-01T10:00:00.500Z", approvals: 1}}\
        """;
    assertThat(census("10:00:00.499", List.of(sealed)).overdue()).isZero();
    assertThat(census("10:00:00.500", List.of(sealed)).overdue()).isEqualTo(1);
    assertThat(census("10:00:01", List.of(sealed)).oldestOverdue())
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aCauseThatWasSeenEarlierCountsAndAGrantIsStuckOnceHoweverOftenItWasTried() {
    Census census = census("08:31:00", List.of(Population.ENDING, ACTIVE));
    assertThat(census.oldestOverdue()).isEqualTo(Duration.ofMinutes(1));
    assertThat(census.overdue()).isEqualTo(1);
    assertThat(census.stuck()).isEqualTo(1);
  }

  /** Where the record cannot be written, as in a change freeze. */
  @Test
  void whatTheRequestSaysCountsAlthoughTheRecordDoesNotSayItYet() {
    AccessRequest revoked =
        Population.request(
            "payments",
            """
            {phase: Ending, record: ar-u, ending: {cause: Withdrawn, actor: a, at: "2026-12-01T09:00:00Z"}}\
            """);
    assertThat(census("09:00:30", List.of(ACTIVE), revoked).oldestOverdue())
        .isEqualTo(Duration.ofSeconds(30));
    AccessRequest deleted = Population.request("payments", "{phase: Active, record: ar-u}");
    deleted.getMetadata().setDeletionTimestamp("2026-12-01T09:00:20Z");
    assertThat(census("09:00:30", List.of(ACTIVE), deleted).oldestOverdue())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void reviewsAreOwedAndThenOverdue() {
    String owed =
        """
        {phase: Active, reviewBy: "2026-12-02T08:00:00Z",
         conditions: [{type: ReviewRequired, status: "True"}]}\
        """;
    Census before = census("09:00:00", List.of(owed));
    assertThat(before.reviews()).isEqualTo(1);
    assertThat(before.reviewsOverdue()).isZero();
    Census after =
        Census.of(
            Stream.of(Population.record("payments", owed)),
            Stream.empty(),
            CatalogNames.of(List.of()),
            Instant.parse("2026-12-02T08:00:01Z"));
    assertThat(after.reviewsOverdue()).isEqualTo(1);
  }

  @Test
  void grantsAndRequestsAreCountedByCatalogAndThoseBeyondTheFirstTogether() {
    Population many = Population.of(1200, 120);
    CatalogNames names = CatalogNames.of(many.catalogs());
    Census census = Census.of(many.records(), many.requests(), names, at("08:31:00"));
    assertThat(names.all()).hasSize(CatalogNames.MOST + 1).contains("c0", "other");
    assertThat(census.live("c0", Label.GrantState.Active)).isEqualTo(10);
    assertThat(census.waiting("c0", Label.Waiting.AwaitingApproval)).isEqualTo(10);
    assertThat(census.waiting("other", Label.Waiting.AwaitingApproval)).isEqualTo(700);
  }

  @Test
  void whatCannotBeReadHidesNothingElse() {
    AccessRecord broken = Population.record("payments", ACTIVE);
    broken.getMetadata().setCreationTimestamp("never");
    broken.setSpec(null);
    Census census =
        Census.of(
            Stream.of(broken, Population.record("payments", ACTIVE)),
            Stream.empty(),
            CatalogNames.of(List.of()),
            at("12:00:01"));
    assertThat(census.overdue()).isEqualTo(1);
  }
}
