package dev.leasehold.notice;

import static dev.leasehold.notice.Standing.at;
import static dev.leasehold.notice.Standing.closed;
import static dev.leasehold.notice.Standing.granted;
import static dev.leasehold.notice.Standing.provisioned;
import static dev.leasehold.notice.Standing.record;
import static dev.leasehold.notice.Standing.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a record, at 09:00 unless another time is said. */
class RecordNoticesTest {
  private static final String ENDED =
      """
      , {at: "2026-12-01T10:00:00Z", event: Ended, actor: dora}],
       ending: {cause: Revoked, actor: dora, message: incident, at: "2026-12-01T09:59:00Z"},
       endedAt: "2026-12-01T10:00:00.250Z"}\
      """;

  private static List<Notice> of(AccessRecord record, String time) {
    return RecordNotices.of(record, at(time));
  }

  private static Notice one(List<Notice> notices, Kind kind) {
    return notices.stream().filter(n -> n.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void anIntentIsAnApprovalAndNotYetAccess() {
    List<Notice> notices = of(granted("u1", "null"), "09:00:00");
    assertThat(notices).extracting(Notice::id).containsExactly("u1.approved");
    Notice approved = notices.getFirst();
    assertThat(approved.at()).isEqualTo(at("08:00:00"));
    assertThat(approved.what().said()).isEqualTo("approved by carla");
    assertThat(approved.what().adds().shown())
        .containsExactly("shop: Role orders-reader in namespace shop");
    assertThat(approved.what().deadline()).contains(at("12:00:00"));
    assertThat(approved.who().asked()).isEqualTo("anna, as bob says");
    assertThat(approved.about().subject()).isEqualTo("accessrequests/payments/report");
  }

  @Test
  void accessThatBeganIsToldOnce() {
    AccessRecord active = granted("u1", provisioned("08:00:02", "]}"));
    assertThat(of(active, "09:00:00"))
        .extracting(Notice::id)
        .containsExactly("u1.approved", "u1.active");
    assertThat(of(active, "09:30:00")).isEqualTo(of(active, "09:00:00"));
  }

  /** A tenth of 4 h is 24 min. */
  @Test
  void theEndIsToldAheadFromItsMomentOn() {
    AccessRecord active = granted("u1", provisioned("08:00:02", "]}"));
    assertThat(of(active, "11:35:59")).extracting(Notice::kind).doesNotContain(Kind.EXPIRING);
    Notice expiring = one(of(active, "11:36:00"), Kind.EXPIRING);
    assertThat(expiring.id()).isEqualTo("u1.expiring.2026-12-01T12:00:00Z");
    assertThat(expiring.at()).isEqualTo(at("11:36:00"));
    assertThat(expiring.what().deadline()).contains(at("12:00:00"));
  }

  @Test
  void whatEndedBeforeIsNotAboutToEnd() {
    AccessRecord ended = granted("u1", provisioned("08:00:02", ENDED));
    List<Notice> notices = of(ended, "23:00:00");
    assertThat(notices)
        .extracting(Notice::id)
        .containsExactly("u1.approved", "u1.active", "u1.ended");
    Notice last = notices.getLast();
    assertThat(last.at()).isEqualTo(Instant.parse("2026-12-01T10:00:00.250Z"));
    assertThat(last.what().said()).isEqualTo("Revoked by dora: incident");
    assertThat(last.command()).isEqualTo("kubectl get accessrecords.leasehold.dev ar-u1 -o yaml");
  }

  @Test
  void eachRenewalIsAnApprovalOfItsOwnAndMovesTheEnd() {
    String renewed =
        """
        , {at: "2026-12-01T11:40:00Z", event: Renewed, actor: leasehold, reason: Renewed,
           message: renewal 1 by carla}]}\
        """;
    AccessRecord record = granted("u1", provisioned("08:00:02", renewed));
    Notice again =
        of(record, "11:41:00").stream()
            .filter(notice -> notice.id().equals("u1.approved.2026-12-01T11:40:00Z"))
            .findFirst()
            .orElseThrow();
    assertThat(again.what().said()).isEqualTo("renewal 1 by carla");
  }

  @Test
  void whatCannotBeTakenBackIsToldOncePerFailure() {
    String stuck =
        """
        ], conditions: [{type: RevocationFailed, status: "%s", reason: Held,
          lastTransitionTime: "2026-12-01T12:00:05Z", message: a finalizer holds it}]}\
        """;
    AccessRecord failing = granted("u1", provisioned("08:00:02", stuck.formatted("True")));
    Notice notice = of(failing, "12:01:00").getLast();
    assertThat(notice.id()).isEqualTo("u1.revocation-stuck.2026-12-01T12:00:05Z");
    assertThat(notice.what().said()).isEqualTo("a finalizer holds it");
    AccessRecord mended = granted("u1", provisioned("08:00:02", stuck.formatted("False")));
    assertThat(of(mended, "12:01:00"))
        .extracting(Notice::kind)
        .doesNotContain(Kind.REVOCATION_STUCK);
  }

  /** Whoever could not be told of it meanwhile is told later. */
  @Test
  void aFailureThatIsOverIsStillToldFromTheHistory() {
    String failed =
        """
        , {at: "2026-12-01T12:00:05Z", event: RevocationFailed, actor: leasehold, message: held}%s\
        """;
    String over = failed.formatted(ENDED);
    Notice notice =
        one(of(granted("u1", provisioned("08:00:02", over)), "12:01:00"), Kind.REVOCATION_STUCK);
    assertThat(notice.id()).isEqualTo("u1.revocation-stuck.2026-12-01T12:00:05Z");
    String still =
        failed.formatted(
            """
            ], conditions: [{type: RevocationFailed, status: "True", reason: Held,
              lastTransitionTime: "2026-12-01T12:00:05Z", message: held}]}\
            """);
    assertThat(of(granted("u1", provisioned("08:00:02", still)), "12:01:00"))
        .extracting(Notice::id)
        .containsOnlyOnce(notice.id());
  }

  @Test
  void anEmergencyAndItsReviewAreToldWhenAccessBegins() {
    AccessRecord record =
        granted(
            "u1",
            "emergency: true\n",
            provisioned("08:00:02", "], reviewBy: '2026-12-02T08:00:00Z'}"));
    List<Notice> notices = of(record, "09:00:00");
    assertThat(notices)
        .extracting(Notice::kind)
        .containsExactly(Kind.APPROVED, Kind.EMERGENCY, Kind.ACTIVE, Kind.REVIEW_DUE);
    Notice due = notices.getLast();
    assertThat(due.id()).isEqualTo("u1.review-due.2026-12-02T08:00:00Z");
    assertThat(due.command()).isEqualTo("kubectl leasehold review report -n payments");
    assertThat(due.what().deadline()).contains(Instant.parse("2026-12-02T08:00:00Z"));
  }

  @Test
  void aReviewThatNobodyDidIsToldWhetherAccessGoesOnOrNot() {
    String flagged =
        """
        , {at: "2026-12-01T09:00:00Z", event: ReviewOverdue, actor: leasehold}],
         reviewBy: "2026-12-01T09:00:00Z"}\
        """;
    Notice goesOn =
        one(of(granted("u1", provisioned("08:00:02", flagged)), "09:01:00"), Kind.REVIEW_OVERDUE);
    assertThat(goesOn.what().said()).isEqualTo("access goes on");
    assertThat(goesOn.at()).isEqualTo(at("09:00:00"));
    String revoked =
        """
        ], reviewBy: "2026-12-01T09:00:00Z",
         ending: {cause: ReviewOverdue, actor: leasehold, at: "2026-12-01T09:00:01Z"}}\
        """;
    Notice ends =
        one(of(granted("u1", provisioned("08:00:02", revoked)), "09:01:00"), Kind.REVIEW_OVERDUE);
    assertThat(ends.what().said()).isEqualTo("access ends");
    assertThat(ends.id()).isEqualTo(goesOn.id());
  }

  /** Whether the request or its record is looked at. */
  @ParameterizedTest
  @CsvSource({
    "Rejected, Rejected, Rejected",
    "Denied, Denied, Denied",
    "Lapsed, Lapsed, Lapsed",
    "Withdrawn, Withdrawn, Withdrawn"
  })
  void aRefusalHasTheSameIdByRequestAndByRecord(String outcome, String phase, String cause) {
    String status = closed(phase, cause, "09:00:00");
    List<Notice> byRecord =
        of(
            record("u1", outcome, "", status.replace("phase: " + phase, "phase: Refused")),
            "10:00:00");
    List<Notice> byRequest = RequestNotices.of(request("u1", status));
    assertThat(byRecord).extracting(Notice::id, Notice::kind).hasSize(1);
    assertThat(byRecord.getFirst().id()).isEqualTo(byRequest.getFirst().id());
    assertThat(byRecord.getFirst().kind()).isEqualTo(byRequest.getFirst().kind());
  }

  @Test
  void anOffboardingIsAboutTheIdentityAndEachIsAnother() {
    String by =
        """
        {phase: Frozen, offboarding: {by: erik, message: left, at: "2026-12-01T08:00:00Z",
          account: s, stamps: 1, reinstatements: 0}}\
        """;
    Notice first = of(record("u1", "Offboarded", "", by), "09:00:00").getFirst();
    assertThat(first.kind()).isEqualTo(Kind.OFFBOARDED);
    assertThat(first.about().subject()).isEqualTo("serviceaccounts/payments/nightly");
    assertThat(first.about().catalog()).isEmpty();
    assertThat(first.what().said()).startsWith("by erik;");
    String again = by.replace("T08:00", "T09:00");
    assertThat(of(record("u1", "Offboarded", "", again), "10:00:00").getFirst().id())
        .isNotEqualTo(first.id());
  }

  @Test
  void whatWasNotWrittenToItsEndIsNotTold() {
    assertThat(of(record("u1", "Denied", "", "null"), "09:00:00")).isEmpty();
    assertThat(of(record("u1", "Offboarded", "", "null"), "09:00:00")).isEmpty();
  }
}
