package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.policy.Progress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * How far a request has come is what its status says, so that whoever leads next reads the same.
 */
class ProgressReaderTest {
  private static final Instant CREATED = Instant.parse("2026-12-01T08:00:00Z");
  private static final String OFFER = "offer: {digest: d}";

  private static AccessRequest with(String status) {
    return Serialization.unmarshal(
        "metadata: {creationTimestamp: '%s'}\nstatus: %s".formatted(CREATED, status),
        AccessRequest.class);
  }

  private static AccessRequest pending(String first, String more) {
    return with(
        "{phase: Pending, history: [{at: '%s', event: Pending, actor: leasehold}%s]}"
            .formatted(first, more));
  }

  @Test
  void whatHasNoStatusIsNotJudged() {
    assertThat(ProgressReader.read(with("null"))).isEqualTo(new Progress.Unjudged());
    assertThat(ProgressReader.read(with("{}"))).isEqualTo(new Progress.Unjudged());
  }

  @Test
  void whatIsHeldWaitsSinceItWasFirstJudged() {
    Instant first = CREATED.plusSeconds(3);
    String later = ", {at: '2026-12-01T09:00:00Z', event: Pending, actor: leasehold}";
    assertThat(ProgressReader.read(pending(first.toString(), later)))
        .isEqualTo(new Progress.Waiting(first));
    assertThat(ProgressReader.read(with("{phase: Pending}")))
        .isEqualTo(new Progress.Waiting(CREATED));
  }

  @Test
  void whatWasOfferedStaysSoWhateverItWaitsFor() {
    for (String phase : new String[] {"AwaitingApproval", "Scheduled", "Pending"}) {
      assertThat(ProgressReader.read(with("{phase: " + phase + ", " + OFFER + "}")))
          .isEqualTo(new Progress.Offered());
    }
  }

  @Test
  void whatHasARecordIsLive() {
    assertThat(ProgressReader.read(with("{phase: Activating, record: ar-1, " + OFFER + "}")))
        .isEqualTo(new Progress.Live(CREATED));
    assertThat(
            ProgressReader.read(
                with("{phase: Active, record: ar-1, grantedAt: '2026-12-01T08:30:00Z'}")))
        .isEqualTo(new Progress.Live(Instant.parse("2026-12-01T08:30:00Z")));
  }

  @Test
  void whatOthersWaitForIsDecidedByAnOfferOrAnEnd() {
    assertThat(ProgressReader.isDecided(with("null"))).isFalse();
    assertThat(ProgressReader.isDecided(with("{phase: Pending}"))).isFalse();
    assertThat(ProgressReader.isDecided(with("{phase: AwaitingApproval, " + OFFER + "}"))).isTrue();
    assertThat(ProgressReader.isDecided(with("{phase: Lapsed, endedAt: '2026-12-01T08:30:00Z'}")))
        .isTrue();
  }
}
