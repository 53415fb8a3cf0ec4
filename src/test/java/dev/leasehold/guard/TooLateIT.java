package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No word is taken that would do nothing any more. */
final class TooLateIT {
  private static final String DENY = "leasehold.dev/deny";
  private static final String REVOKE = "leasehold.dev/revoke";
  private static final String REVIEW = "leasehold.dev/review";
  private static final String REDELIVER = "leasehold.dev/redeliver";
  private static final String ENDED = "2030-01-01T00:00:00Z";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void whatIsOverIsNeitherApprovedNorDeniedNorRevokedNorRedelivered() {
    StagedRequest request =
        stage.offered().annotate(Cast.OWEN, REDELIVER, "1").status(Map.of("endedAt", ENDED));
    for (String digits : List.of(QUOTE, "another")) {
      request
          .refuses("leasehold-approvals", Cast.OWEN, APPROVE, digits)
          .hasMessageContaining("it is over, so an approval would do nothing");
    }
    request
        .refuses("leasehold-denials", Cast.OWEN, DENY, "no")
        .hasMessageContaining("it is over, so a denial would do nothing");
    request
        .refuses("leasehold-revocations", Cast.RITA, REVOKE, "late")
        .hasMessageContaining("it is over, so there is nothing to revoke");
    request
        .refuses("leasehold-annotations", Cast.RITA, REDELIVER, "2")
        .hasMessageContaining("nothing is delivered any more");
    // What was written before stands in nobody's way, nor does a review that is owed.
    request.annotate(Cast.RITA, REDELIVER, "1").annotate(Cast.RITA, "example.com/x", "y");
    request.annotate(Cast.RENATE, REVIEW, "keep");
    // One apply for many requests is not refused for one of them that is over.
    request.annotate(Cast.RITA, REDELIVER, "leaked-2026-12");
    assertThat(request.annotations()).containsKey("review.leasehold.dev/1");
  }

  /** An ending that hangs is still ended by whoever may. */
  @Test
  void whatIsEndingIsNotRedeliveredAndMayBeRevoked() {
    StagedRequest request =
        stage
            .offered()
            .status(
                Map.of(
                    "ending",
                    Map.of("actor", "leasehold", "at", ENDED, "cause", "Expired", "message", "x")));
    request
        .refuses("leasehold-annotations", Cast.RITA, REDELIVER, "2")
        .hasMessageContaining("nothing is delivered any more");
    request.annotate(Cast.RITA, REVOKE, "at last");
    assertThat(request.annotations()).containsKey("revocation.leasehold.dev/1");
  }

  @Test
  void whatIsGrantedIsNotApprovedOnceMoreUnlessItIsARenewal() {
    StagedRequest request = stage.offered().status(Map.of("phase", "Active"));
    request
        .refuses("leasehold-approvals", Cast.OWEN, APPROVE, QUOTE)
        .hasMessageContaining("it is granted already");
    request.status(Map.of("offer", Map.of("renewal", 1))).annotate(Cast.OWEN, APPROVE, QUOTE);
    assertThat(request.annotations()).containsKey("approval.leasehold.dev/1");
  }

  @Test
  void aReviewThatNobodyOwesIsNotTaken() {
    StagedRequest request = stage.offered().status(Map.of("conditions", List.of()));
    request
        .refuses("leasehold-reviews", Cast.RENATE, REVIEW, "keep")
        .hasMessageContaining("no review of this is owed");
    // The duty may not have been copied here yet, and access is ended all the same.
    request.annotate(Cast.RENATE, REVIEW, "revoke");
    StagedRequest kept = stage.offered().status(conditions("False"));
    kept.refuses("leasehold-reviews", Cast.RENATE, REVIEW, "keep");
    kept.annotate(Cast.RENATE, REVIEW, "revoke");
    StagedRequest over = stage.offered().status(conditions("False"));
    over.status(Map.of("endedAt", ENDED))
        .refuses("leasehold-reviews", Cast.RENATE, REVIEW, "revoke");
  }

  private static Map<String, ?> conditions(String status) {
    return Map.of(
        "conditions",
        List.of(
            Map.of(
                "type",
                "ReviewRequired",
                "status",
                status,
                "reason",
                "Reviewed",
                "message",
                "by renate",
                "lastTransitionTime",
                ENDED)));
  }
}
