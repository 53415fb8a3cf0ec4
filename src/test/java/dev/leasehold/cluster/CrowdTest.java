package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestSpec;
import dev.leasehold.controller.StoredRequests;
import dev.leasehold.controller.Written;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.Keys;
import dev.leasehold.status.RequestStatusWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has many open gets no more where there is no room, and nobody else notices. */
class CrowdTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final int MOST = 120;

  private final StoredRequests stored = new StoredRequests();
  private final Caches caches = new Caches();

  @BeforeEach
  void cached() {
    caches.requests(stored);
  }

  private AccessRequest asks(String uid, String who) {
    AccessRequest request = Written.request(uid);
    request.getMetadata().setName(uid);
    request.getMetadata().setAnnotations(new HashMap<>(Map.of(Keys.APPLIED_BY, who)));
    stored.put(request);
    return request;
  }

  /** Named in the order in which they were made. */
  private void flood(int from, int to, String who) {
    for (int i = from; i < to; i++) {
      asks("flood-%04d".formatted(i), who);
    }
  }

  private Optional<String> over(AccessRequest request) {
    return reason(request).map(reason -> reason.code().text());
  }

  private Optional<Reason> reason(AccessRequest request) {
    return new Crowd(caches, MOST).over(request);
  }

  @Test
  void whileThereIsRoomNobodyIsRefused() {
    flood(0, MOST - 1, "mallory");
    assertThat(over(asks("z", "mallory"))).isEmpty();
  }

  @Test
  void whoHasManyOpenGetsNoMoreAndEverybodyElseDoes() {
    flood(0, MOST, "mallory");
    AccessRequest more = asks("z", "mallory");
    assertThat(reason(more).orElseThrow())
        .isEqualTo(
            new Reason(
                ReasonCode.TOO_MANY_OPEN,
                "100 requests by mallory in namespace payments are undecided, and the operator has"
                    + " no room for more; delete this one and ask again when there are fewer"));
    assertThat(over(asks("zz", "rita"))).as("somebody else").isEmpty();
    AccessRequest elsewhere = asks("zzz", "mallory");
    elsewhere.getMetadata().setNamespace("shop");
    assertThat(over(elsewhere)).as("in another namespace").isEmpty();
  }

  @Test
  void theEarliestStayThoughAllAreSeenAtOnce() {
    flood(0, MOST + 80, "mallory");
    assertThat(stored.stored.stream().filter(r -> reason(r).isEmpty()))
        .extracting(r -> r.getMetadata().getName())
        .hasSize(Crowd.SHARE)
        .startsWith("flood-0000")
        .endsWith("flood-0099");
  }

  @Test
  void whatWasAnsweredIsNotRefusedForIt() {
    flood(0, MOST + 80, "mallory");
    AccessRequest last = stored.stored.getLast();
    last.setStatus(
        RequestStatusWriter.limited(
            last, new Reason(ReasonCode.RATE_LIMITED, "its turn comes"), NOW));
    assertThat(over(last)).isEmpty();
    AccessRequest gone = Written.terminating("zz");
    assertThat(over(gone)).as("being deleted").isEmpty();
  }

  @Test
  void whatIsGrantedOrHasEndedTakesNoRoom() {
    flood(0, MOST, "mallory");
    AccessRequest more = asks("z", "mallory");
    AccessRequest first = stored.stored.getFirst();
    first.setStatus(
        RequestStatusWriter.limited(
            first, new Reason(ReasonCode.RATE_LIMITED, "its turn comes"), NOW));
    assertThat(over(more)).as("waiting").isPresent();
    Reason why = new Reason(ReasonCode.DURATION_TOO_LONG, "too long");
    first.setStatus(
        RequestStatusWriter.close(
            first,
            new RequestStep.Close(
                EndCause.byRule(EndCause.Kind.REJECTED, why, NOW), why, Optional.empty()),
            null,
            NOW));
    assertThat(over(more)).as("ended").isEmpty();
  }

  @Test
  void itIsCountedAgainAndAgain() {
    Crowd crowd = new Crowd(caches, MOST);
    AccessRequest more = asks("z", "mallory");
    assertThat(crowd.over(more)).isEmpty();
    flood(0, MOST, "mallory");
    assertThat(IntStream.range(0, 50).filter(i -> crowd.over(more).isPresent()).count()).isOne();
    stored.stored.removeFirst();
    stored.stored.removeLast();
    assertThat(IntStream.range(0, 50).filter(i -> crowd.over(more).isEmpty()).count()).isOne();
  }

  @Test
  void anEmergencyStandsBehindEmergenciesOnly() {
    flood(0, MOST + 80, "mallory");
    AccessRequest urgent = asks("z", "mallory");
    urgent.setSpec(
        Serialization.unmarshal(
            """
            entitlement: {catalog: payments, name: orders-reader}
            subject: {serviceAccountName: nightly}
            duration: 1h
            emergency: true
            """,
            AccessRequestSpec.class));
    assertThat(over(urgent)).isEmpty();
  }
}
