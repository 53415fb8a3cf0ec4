package dev.leasehold.notice;

import static dev.leasehold.notice.Standing.DIGEST;
import static dev.leasehold.notice.Standing.OTHER;
import static dev.leasehold.notice.Standing.at;
import static dev.leasehold.notice.Standing.closed;
import static dev.leasehold.notice.Standing.offered;
import static dev.leasehold.notice.Standing.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a request that has no record yet, or never gets one of a grant. */
class RequestNoticesTest {
  private static Notice only(String status) {
    List<Notice> notices = RequestNotices.of(request("u1", status));
    assertThat(notices).hasSize(1);
    return notices.getFirst();
  }

  @Test
  void nothingIsToldOfWhatNobodyHasLookedAt() {
    assertThat(RequestNotices.of(request("u1", "null"))).isEmpty();
    assertThat(RequestNotices.of(request("u1", "{phase: Pending}"))).isEmpty();
  }

  @Test
  void anOfferThatWaitsIsToldWithAllThatAnApproverNeeds() {
    Notice notice = only(offered(DIGEST, 0, "08:00:00"));
    assertThat(notice.id()).isEqualTo("u1.needs-approval.0123456789abcdef");
    assertThat(notice.kind()).isEqualTo(Kind.NEEDS_APPROVAL);
    assertThat(notice.at()).isEqualTo(at("08:00:00"));
    assertThat(notice.who())
        .isEqualTo(new Who("anna", true, "bob", "payments/nightly", "month end", "CHG-1"));
    assertThat(notice.what().said()).isEqualTo("for 4h; has to be approved by: 2 owner");
    assertThat(notice.what().adds().shown())
        .containsExactly("adds shop: get secrets in namespace shop");
    assertThat(notice.what().warnings().shown()).containsExactly("reads Secrets");
    assertThat(notice.what().deadline()).contains(at("08:00:00").plusSeconds(24 * 3600));
    assertThat(notice.command()).isEqualTo("kubectl leasehold approve report -n payments");
  }

  @Test
  void anotherOfferIsAnotherNoticeAndTheSameIsTheSame() {
    String first = only(offered(DIGEST, 0, "08:00:00")).id();
    assertThat(only(offered(DIGEST, 0, "08:00:00")).id()).isEqualTo(first);
    assertThat(only(offered(OTHER, 0, "08:00:00")).id()).isNotEqualTo(first);
  }

  @Test
  void theOfferOfARenewalIsNoFirstApproval() {
    Notice notice = only(offered(DIGEST, 1, "11:00:00"));
    assertThat(notice.kind()).isEqualTo(Kind.RENEWAL_OFFERED);
    assertThat(notice.id()).isEqualTo("u1.renewal-offered.0123456789abcdef");
    assertThat(notice.at()).isEqualTo(at("11:00:00"));
  }

  /** An accepted offer is shown under another name from then on. */
  @Test
  void nobodyIsAskedForAnOfferThatNobodyHasToAccept() {
    String auto =
        offered(DIGEST, 0, "08:00:00").replace("[{role: owner, needed: 2, given: 0}]", "[]");
    assertThat(RequestNotices.of(request("u1", auto))).isEmpty();
    String renamed =
        offered(DIGEST, 0, "08:00:00").replace("message: \"offer 0", "message: \"offer 9");
    assertThat(RequestNotices.of(request("u1", renamed))).isEmpty();
  }

  @Test
  void whatIsApprovedForLaterIsToldWhenItIsApproved() {
    Notice notice =
        only(
            "{phase: Scheduled, history: [{at: '2026-12-01T08:30:00Z', event: Scheduled, actor: x}]}");
    assertThat(notice.id()).isEqualTo("u1.approved.scheduled");
    assertThat(notice.at()).isEqualTo(at("08:30:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "Rejected, Rejected, REFUSED",
    "Denied, Denied, DENIED",
    "Lapsed, Lapsed, LAPSED",
    "Withdrawn, Withdrawn, WITHDRAWN",
    "Revoked, Revoked, WITHDRAWN"
  })
  void whatEndsWithoutAccessIsToldWithItsCause(String phase, String cause, Kind kind) {
    Notice notice = only(closed(phase, cause, "09:00:00"));
    assertThat(notice.kind()).isEqualTo(kind);
    assertThat(notice.id()).isEqualTo("u1." + kind.word());
    assertThat(notice.what().said()).isEqualTo(cause + " by carla: not today");
    assertThat(notice.command()).isEqualTo("kubectl leasehold show report -n payments");
  }

  /** Its record tells of that. */
  @ParameterizedTest
  @EnumSource(RequestPhase.class)
  void theEndOfWhatWasGrantedIsNotToldByTheRequest(RequestPhase phase) {
    String status =
        closed(phase.name(), "Revoked", "09:00:00")
            .replaceFirst("\\{", "{expiresAt: '2026-12-01T12:00:00Z', ");
    assertThat(RequestNotices.of(request("u1", status))).isEmpty();
  }
}
