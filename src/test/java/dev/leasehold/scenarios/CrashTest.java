package dev.leasehold.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands after the operator stopped between two writes. */
class CrashTest {
  private static AccessRequest request() {
    return Yaml.read(Scenario.ROOT.resolve("world/request.yaml"), AccessRequest.class);
  }

  private static Play.Outcome play(String name) {
    return new Play(Scenario.of(name), request(), null).run();
  }

  /** Also where the rule that refused it would not refuse it any more. */
  @ParameterizedTest
  @ValueSource(
      strings = {"rejected-cap-reached", "rejected-secret-not-ours", "rejected-already-consumed"})
  void aRefusalWhoseRecordWasMadeIsCompleted(String refusal) {
    AccessRecord half = Objects.requireNonNull(play(refusal).record());
    half.setStatus(null);
    Play.Outcome after = new Play(Scenario.of("offered"), request(), half).run();
    AccessRequestStatus status = Objects.requireNonNull(after.request().getStatus());
    assertThat(status.phase()).isEqualTo(RequestPhase.Rejected);
    assertThat(status.endedAt()).isNotNull();
    AccessRecord record = Objects.requireNonNull(after.record());
    assertThat(Objects.requireNonNull(record.getStatus()).phase()).isEqualTo(RecordPhase.Refused);
  }

  @Test
  void aGrantWhoseRecordWasMadeButNotShownIsFollowed() {
    Play.Outcome active = play("active-auto");
    AccessRecord record = Objects.requireNonNull(active.record());
    record.setStatus(null);
    AccessRequest behind = Yaml.with(request(), java.util.Map.of(), AccessRequest.class);
    Play.Outcome after = new Play(Scenario.of("active-auto"), behind, record).run();
    assertThat(Objects.requireNonNull(after.request().getStatus()).phase())
        .isEqualTo(RequestPhase.Active);
    assertThat(after.steps()).doesNotContain("Activate");
  }

  @Test
  void aRecordThatSomebodyTookAwayDoesNotLeadToASecondGrant() {
    Play.Outcome active = play("active-auto");
    Play.Outcome after = new Play(Scenario.of("active-auto"), active.request(), null).run();
    assertThat(after.steps()).doesNotContain("Activate", "Provide");
    assertThat(Objects.requireNonNull(after.request().getStatus()).endedAt()).isNotNull();
  }
}
