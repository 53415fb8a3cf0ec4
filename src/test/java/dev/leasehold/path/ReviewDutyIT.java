package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.api.v1alpha1.Review;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was given is looked at again, by somebody who had no part in it. */
final class ReviewDutyIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: weekly refunds";
  private static final String REVIEW = "leasehold.dev/review";

  private static Asked active(String review) {
    return Shop.offering(LAB.lab(), Entitled.reader().with("review: {" + review + "}"))
        .asks("refunds", HOUR)
        .activeBy(Cast.OLGA);
  }

  @ConcurrentTest
  void reviewByAnotherPersonClearsTheDutyAndAccessGoesOn() {
    Asked asked = active("within: 30m, onOverdue: Revoke");
    assertThat(asked.condition("ReviewRequired", "ReviewDue").getMessage())
        .contains("leasehold.dev/review=keep", "an approver of it");
    Instant by = Instant.parse(Objects.requireNonNull(asked.recorded(asked.uid()).reviewBy()));
    assertThat(by)
        .isEqualTo(
            Instant.parse(Objects.requireNonNull(asked.status().grantedAt()))
                .plus(Duration.ofMinutes(30)));
    assertThatThrownBy(() -> asked.annotate(Cast.OLGA, REVIEW, "keep"))
        .isInstanceOf(KubernetesClientException.class);
    String olga = "path-olga.admin@example.com";
    asked.annotate(new Person(olga, "path-reviewers"), REVIEW, "keep");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.condition("ReviewRequired").getMessage())
                    .startsWith("not counted")
                    .contains(olga));
    asked.annotate(Cast.VERA, REVIEW, "keep");
    assertThat(asked.condition("ReviewRequired", "Reviewed").getStatus()).isEqualTo("False");
    assertThat(asked.recorded(asked.uid()).reviews())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.reviewer()).isEqualTo(Cast.VERA.name());
              assertThat(r.verdict()).isEqualTo(Review.Verdict.Keep);
            });
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
    asked.annotate(Cast.VERA, REVIEW, "revoke");
    ended(asked, EndingCause.Revoked);
    assertThat(asked.recorded(asked.uid()).reviews())
        .extracting(Review::verdict)
        .containsExactly(Review.Verdict.Keep, Review.Verdict.Revoke);
  }

  @ConcurrentTest
  void reviewMadeBeforeThereWasAccessDoesNotCount() {
    Asked asked =
        Shop.offering(LAB.lab(), Entitled.reader().with("review: {within: 6s, onOverdue: Revoke}"))
            .asks("refunds", HOUR);
    asked.offer();
    assertThatThrownBy(() -> asked.annotate(Cast.VERA, REVIEW, "keep"))
        .hasMessageContaining("no review of this is owed");
    asked.approvedBy(Cast.OLGA);
    ended(asked, EndingCause.ReviewOverdue);
    assertThat(asked.recorded(asked.uid()).reviews()).isEmpty();
  }

  @ConcurrentTest
  void accessThatNobodyReviewsInTimeEnds() {
    Asked asked = active("within: 15s, onOverdue: Revoke");
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      ended(asked, EndingCause.ReviewOverdue);
      Prober.untilRefused(
          () -> workload.lists("configmaps", asked.shop().orders()), Duration.ofSeconds(2));
    }
    AccessRecordStatus recorded = asked.recorded(asked.uid());
    Duration late =
        Duration.between(
            Instant.parse(Objects.requireNonNull(recorded.reviewBy())),
            Instant.parse(Objects.requireNonNull(recorded.endedAt())));
    assertThat(late).isBetween(Duration.ZERO, Duration.ofSeconds(10));
    System.out.printf("MEASURED review overdue to proved gone: %s ms%n", late.toMillis());
  }

  @ConcurrentTest
  void overdueReviewIsFlaggedWhereTheCatalogSaysSoAndCanStillBeGiven() {
    Asked asked = active("within: 5s, onOverdue: Flag");
    assertThat(asked.condition("ReviewRequired", "Overdue").getStatus()).isEqualTo("True");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
    asked.annotate(Cast.VERA, REVIEW, "keep");
    assertThat(asked.condition("ReviewRequired", "Reviewed").getStatus()).isEqualTo("False");
    Lab.await()
        .during(Duration.ofSeconds(1))
        .until(() -> asked.status().phase() == RequestPhase.Active);
  }

  private static void ended(Asked asked, EndingCause cause) {
    asked.awaits(RequestPhase.Revoked);
    AccessRecordStatus recorded = asked.recorded(asked.uid());
    assertThat(Objects.requireNonNull(recorded.ending()).cause()).isEqualTo(cause);
    asked.leftNothing(asked.uid());
  }
}
