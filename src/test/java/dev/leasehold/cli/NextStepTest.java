package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RequestPhase;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a request's status says, there is one thing to do. */
final class NextStepTest {
  private static final String OFFER =
      ", offer: {digest: abc, decideBy: '2026-11-28T10:00:00Z', renewal: %d,"
          + " approvals: [{role: owner, needed: 2, given: 1}]}";

  private static final String LIMIT =
      ", limit: {heard: 1, duration: 20m, targets: [shop], approver: sven,"
          + " at: '2026-11-27T10:00:00Z', reason: enough}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Pending         | the request goes on by itself: namespace: it is not labelled
          Scheduled       | Wait: it is approved and begins at 2026-12-01T08:00:00Z
          Activating      | Wait: as it is
          Active          | Have this put right: as it is
          Ending          | Wait: its access is being taken back
          Rejected        | Change what is refused above, then delete the request
          Denied          | Talk to whoever ended it
          Lapsed          | Find out who was to decide
          ActivationFailed| Have that failure put right
          Withdrawn       | Nothing is left to do
          """)
  void eachPhaseHasItsOwn(String phase, String expected) {
    String rules = ", decision: [{rule: namespace, result: Waits, message: it is not labelled}]";
    assertThat(next("phase: " + phase + rules)).contains(expected);
  }

  @ParameterizedTest
  @EnumSource(RequestPhase.class)
  void owedReviewComesFirst(RequestPhase phase) {
    assertThat(next("phase: " + phase, "{type: ReviewRequired, status: 'True', reason: Overdue}"))
        .endsWith("leasehold review report -n team --keep (or --revoke)");
  }

  @Test
  void approversAreSentToApprove() {
    String offered = OFFER.formatted(0);
    assertThat(next("phase: AwaitingApproval" + offered, ready("AwaitingApproval", "False")))
        .contains("(owner 1 of 2 agreed) by 2026-11-28T10:00:00Z")
        .endsWith("leasehold approve report -n team");
    assertThat(next("phase: AwaitingApproval" + offered, ready("EmergencyReviewOwed", "False")))
        .isEqualTo("Have this put right: as it is");
    String until = ", expiresAt: '2026-11-28T11:00:00Z'";
    assertThat(next("phase: Active" + until + offered, ready("Active", "True")))
        .isEqualTo("Nothing: the access can be used until 2026-11-28T11:00:00Z");
    assertThat(next("phase: Active" + until + OFFER.formatted(1), ready("Active", "True")))
        .contains("leasehold approve report -n team; otherwise its access ends at 2026-11-28T11");
  }

  @Test
  void whoAcceptedMoreIsSentToTheLimitedOffer() {
    String limited = LIMIT + OFFER.formatted(0);
    assertThat(next("phase: AwaitingApproval" + limited, ready("AwaitingApproval", "False")))
        .contains("limited offer, also those who accepted more (owner 1 of 2 agreed)")
        .endsWith("leasehold approve report -n team");
    String renewed = ", expiresAt: '2026-11-28T11:00:00Z'" + LIMIT + OFFER.formatted(1);
    assertThat(next("phase: Active" + renewed, ready("Active", "True")))
        .doesNotContain("limited offer");
  }

  @Test
  void whyAndShowSayWhoLimitedItToWhatAndHowThatIsTakenOff() {
    String taken =
        "kubectl -n team annotate --field-manager=leasehold accessrequests.leasehold.dev report"
            + " leasehold.dev/limit=none";
    RequestText text =
        new RequestText(
            request(
                "phase: AwaitingApproval" + LIMIT + OFFER.formatted(0),
                ready("AwaitingApproval", "False")));
    assertThat(new WhyLines(text).all())
        .contains(
            "Limited: to 20m targets shop by sven: enough; asked was 1h all targets",
            "  An approver takes the limit off with " + taken);
    assertThat(new WhyLines(text).document()).containsKey("limit");
    assertThat(new RequestLines(text).all())
        .contains(
            "  Duration:       1h",
            "  Limited:        to 20m targets shop by sven: enough",
            "  Without limit:  " + taken);
    RequestText active =
        new RequestText(
            request("phase: Active" + LIMIT + OFFER.formatted(0), ready("Active", "True")));
    assertThat(new WhyLines(active).all())
        .anyMatch(line -> line.startsWith("Limited: to 20m"))
        .noneMatch(line -> line.contains("limit=none"));
    RequestText whole = new RequestText(request("phase: Active", ready("Active", "True")));
    assertThat(new WhyLines(whole).all()).noneMatch(line -> line.startsWith("Limited"));
    assertThat(new WhyLines(whole).document()).doesNotContainKey("limit");
  }

  @Test
  void endThatIsStuckIsToBePutRight() {
    String stuck = "{type: RevocationFailed, status: 'True', reason: X, message: a policy refuses}";
    assertThat(next("phase: Ending", stuck)).endsWith("its access ends: a policy refuses");
    AccessRequest going = request("phase: Active", stuck);
    going.getMetadata().setDeletionTimestamp("2026-11-28T11:00:00Z");
    assertThat(new NextStep(new RequestText(going)).sentence()).endsWith("a policy refuses");
    AccessRequest deleted = request("phase: Active", ready("Active", "True"));
    deleted.getMetadata().setDeletionTimestamp("2026-11-28T11:00:00Z");
    assertThat(new NextStep(new RequestText(deleted)).sentence()).startsWith("Wait: the request");
  }

  @Test
  void whatNobodyLookedAtYetIsWaitedFor() {
    AccessRequest fresh = request("phase: Pending", ready("X", "False"));
    fresh.setStatus(null);
    assertThat(new NextStep(new RequestText(fresh)).sentence())
        .startsWith("Wait a moment")
        .contains("whether the operator is up");
  }

  private static String ready(String reason, String status) {
    return "{type: Ready, status: '%s', reason: %s, message: as it is}".formatted(status, reason);
  }

  private static String next(String status) {
    return next(status, ready("X", "False"));
  }

  private static String next(String status, String condition) {
    return new NextStep(new RequestText(request(status, condition))).sentence();
  }

  private static AccessRequest request(String status, String condition) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata: {name: report, namespace: team}
        spec:
          {duration: 1h, startAt: '2026-12-01T08:00:00Z', subject: {serviceAccountName: worker},
           entitlement: {catalog: shop, name: reader}}
        status: {%s, conditions: [%s]}
        """
            .formatted(status, condition),
        AccessRequest.class);
  }
}
