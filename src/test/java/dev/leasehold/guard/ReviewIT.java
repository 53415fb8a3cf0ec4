package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.DIGEST;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking at it afterwards, by somebody who had no part in it. */
final class ReviewIT {
  private static final String POLICY = "leasehold-reviews";
  private static final String REVIEW = "leasehold.dev/review";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void aReviewSaysKeepOrRevoke() {
    StagedRequest request = stage.offered().annotate(Cast.RENATE, REVIEW, "keep");
    request.annotate(Cast.RUDI, REVIEW, "revoke");
    assertThat(request.annotations())
        .containsEntry("review.leasehold.dev/1", request.stamp(DIGEST, "-", "renate"))
        .containsEntry("reason.leasehold.dev/review-1", "keep")
        .containsEntry("review.leasehold.dev/2", request.stamp(DIGEST, "-", "rudi"))
        .containsEntry("reason.leasehold.dev/review-2", "revoke");
    request.refuses(POLICY, Cast.RENATE, REVIEW, "Keep").hasMessageContaining("keep or revoke");
  }

  @Test
  void reviewingTakesTheVerbByName() {
    StagedRequest request = stage.offered();
    request
        .refuses(POLICY, Cast.EVE, REVIEW, "keep")
        .hasMessageContaining("ask for verb review on entitlements, name payments.orders-reader");
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE)) {
      request.refuses(POLICY, powerful, REVIEW, "keep").hasMessageContaining("wildcard");
    }
    request
        .refuses(
            POLICY,
            () -> request.annotate(stage.account("guard-gitops", "approver"), REVIEW, "keep"))
        .hasMessageContaining("service accounts do not review");
    for (Person machine : Cast.machines("guard-reviewers")) {
      request
          .refuses("leasehold-machines", machine, REVIEW, "keep")
          .hasMessageContaining("is a machine");
    }
  }

  @Test
  void nobodyReviewsWhatTheyHadAPartIn() {
    Person requesterToo = new Person("nora", "guard-cast", "guard-requesters", "guard-reviewers");
    stage
        .requestBy(stage.as(requesterToo), Map.of())
        .refuses(POLICY, requesterToo, REVIEW, "keep")
        .hasMessageContaining("had a part in");
    stage
        .requestBy(stage.gitops(), Map.of("leasehold.dev/requested-by", "renate"))
        .refuses(POLICY, Cast.RENATE, REVIEW, "keep")
        .hasMessageContaining("had a part in");

    Person approverToo = new Person("oscar", "guard-cast", "guard-owners", "guard-reviewers");
    StagedRequest approved = stage.offered().annotate(approverToo, APPROVE, QUOTE);
    approved.refuses(POLICY, approverToo, REVIEW, "keep").hasMessageContaining("had a part in");
    Person shouting = new Person("OSCAR", "guard-cast", "guard-reviewers");
    approved.refuses(POLICY, shouting, REVIEW, "keep").hasMessageContaining("had a part in");
  }

  @Test
  void nobodyReviewsInAnothersName() {
    StagedRequest request = stage.offered();
    Map<String, String> forged =
        Map.of(
            "review.leasehold.dev/1",
            request.stamp(DIGEST, "-", "rudi"),
            "reason.leasehold.dev/review-1",
            "keep");
    request
        .refuses(POLICY, () -> request.patch(stage.as(Cast.RENATE), Map.of("annotations", forged)))
        .hasMessageContaining("in your own name");
  }
}
