package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
  private static final String AT = "2026-12-01T08:00:00Z";

  @ParameterizedTest
  @CsvSource({
    "Pending, Normal",
    "AwaitingApproval, Normal",
    "Scheduled, Normal",
    "Ended, Normal",
    "Denied, Normal",
    "Rejected, Warning"
  })
  void aPhaseIsToldInTheWordsOfTheSummary(String phase, String type) {
    assertThat(said(phase, phase)).contains(new Announcement(type, phase, "the summary", AT));
  }

  @ParameterizedTest
  @CsvSource({"leasehold, Warning", "olga, Normal"})
  void whatARuleCutIsAWarning(String actor, String type) {
    AccessRequest request = request("Revoked");
    request.setStatus(
        Serialization.unmarshal(
            Serialization.asYaml(request.getStatus())
                + "ending: {cause: RoleWidened, actor: %s, at: \"%s\"}".formatted(actor, AT),
            AccessRequestStatus.class));
    assertThat(said(request, "Revoked"))
        .contains(new Announcement(type, "Revoked", "the summary", AT));
  }

  @Test
  void whatBeginsIsToldWithItsEndAndWhoAcceptedIt() {
    assertThat(said("Active", "Active"))
        .map(Announcement::message)
        .contains("the summary until 2026-12-01T12:00:00Z; approved by olga");
  }

  @Test
  void aRenewalThatIsOfferedIsToldAsWhatItWaitsFor() {
    assertThat(said("Active", "RenewalOffered"))
        .contains(new Announcement("Normal", "RenewalOffered", "by olga", AT));
  }

  /** What the request waits for says nothing of what somebody just wrote. */
  @ParameterizedTest
  @ValueSource(strings = {"Limited", "LimitDeclined"})
  void whatCameOfALimitIsToldWithItsApprover(String event) {
    HistoryEntry entry =
        new HistoryEntry(AT, event, "olga", null, "limited to 2h", null, null, null);
    assertThat(Announcement.of(request("AwaitingApproval"), entry))
        .contains(new Announcement("Normal", event, "by olga: limited to 2h", AT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Activating", "Ending", "ActivationFailed"})
  void whatIsOnItsWayOrToldOtherwiseIsNoEvent(String phase) {
    assertThat(said(phase, phase)).isEmpty();
  }

  @Test
  void anEventIsAboutItsObject() {
    ObjectReference whom =
        new ObjectReferenceBuilder().withName("report").withNamespace("payments").build();
    assertThat(new Announcement("Normal", "Ended", "the window is over", AT).about(whom))
        .returns("Normal", event -> event.getType())
        .returns("Ended", event -> event.getReason())
        .returns("the window is over", event -> event.getMessage())
        .returns(AT, event -> event.getLastTimestamp())
        .returns("payments", event -> event.getMetadata().getNamespace())
        .returns(whom, event -> event.getInvolvedObject());
  }

  private static Optional<Announcement> said(String phase, String event) {
    return said(request(phase), event);
  }

  private static Optional<Announcement> said(AccessRequest request, String event) {
    return Announcement.of(
        request, new HistoryEntry(AT, event, "leasehold", null, null, null, null, null));
  }

  private static AccessRequest request(String phase) {
    AccessRequest request = new AccessRequest();
    request.setStatus(
        Serialization.unmarshal(
            """
            phase: %s
            expiresAt: "2026-12-01T12:00:00Z"
            conditions:
            - {type: Approved, status: "True", reason: Approved, message: by olga}
            - {type: Ready, status: "True", reason: Active, message: the summary}
            """
                .formatted(phase),
            AccessRequestStatus.class));
    return request;
  }
}
