package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.StoredRequests;
import dev.leasehold.controller.Written;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who else asks, and who is waiting for them. */
class NeighboursTest {
  private static final String OFFERED =
      "{phase: AwaitingApproval, offer: {digest: d}, conditions: []}";
  private static final String BEHIND =
      "{phase: Pending, conditions: [{type: Accepted, status: 'False', reason:"
          + " EarlierRequestUndecided}]}";

  private final StoredRequests stored = new StoredRequests();
  private final Caches caches = new Caches();
  private final Neighbours neighbours = new Neighbours(caches);
  private final Waiters waiters = new Waiters(caches);

  @BeforeEach
  void serve() {
    caches.requests(stored);
  }

  private static AccessRequest request(String name, String namespace, int version, String status) {
    return Serialization.unmarshal(
        """
        metadata:
          name: %1$s
          namespace: %2$s
          uid: u-%1$s
          resourceVersion: "%3$d"
          creationTimestamp: "2026-12-01T08:00:00Z"
          annotations: {leasehold.dev/applied-by: rita}
        spec:
          entitlement: {catalog: payments, name: orders-reader}
          subject: {serviceAccountName: nightly}
          duration: 4h
        status: %4$s
        """
            .formatted(name, namespace, version, status),
        AccessRequest.class);
  }

  @Test
  void aClaimIsSeenByWhoMakesItAndNotByWhomItNames() {
    AccessRequest rita = request("own", "payments", 1, "null");
    AccessRequest claim = claimed(request("claim", "stock", 2, OFFERED), "gitops");
    AccessRequest another = claimed(request("another", "desk", 3, OFFERED), "gitops");
    AccessRequest clerk = claimed(request("clerk", "shelf", 4, OFFERED), "clerk");
    List.of(rita, claim, another, clerk).forEach(stored::put);
    assertThat(seenBy(rita)).isEmpty();
    assertThat(neighbours.of(claim, true))
        .extracting(r -> r.request().name())
        .containsExactlyInAnyOrder("own", "another");
    assertThat(neighbours.of(claim, false)).isEmpty();
  }

  private static AccessRequest claimed(AccessRequest request, String applier) {
    request
        .getMetadata()
        .setAnnotations(
            Map.of("leasehold.dev/applied-by", applier, "leasehold.dev/requested-by", "rita"));
    return request;
  }

  private List<Progress> seenBy(AccessRequest request) {
    return neighbours.of(request, true).stream().map(Rival::progress).toList();
  }

  @Test
  void whatWasJustOfferedCountsBeforeTheCacheHasIt() {
    AccessRequest own = request("own", "payments", 1, "null");
    stored.put(own);
    stored.put(request("other", "payments", 2, "null"));
    assertThat(seenBy(own)).containsExactly(new Progress.Unjudged());
    caches.writtenRequests().wrote("u-other", request("other", "payments", 3, OFFERED));
    assertThat(seenBy(own)).containsExactly(new Progress.Offered());
    String ended = "{phase: Withdrawn, endedAt: '2026-12-01T08:01:00Z'}";
    stored.put(request("other", "payments", 4, ended));
    assertThat(seenBy(own)).isEmpty();
  }

  @Test
  void whoeverIsBeingDeletedWaitsForNothingButHasWhatItWasGivenUntilThatIsProvedGone() {
    AccessRequest own = request("own", "payments", 1, "null");
    AccessRequest held = request("held", "payments", 2, OFFERED);
    held.getMetadata().setDeletionTimestamp("2026-12-01T08:30:00Z");
    stored.put(own);
    stored.put(held);
    assertThat(seenBy(own)).isEmpty();
    assertThat(waiters.behind(held)).isEmpty();
    stored.put(request("waits", "payments", 3, BEHIND));
    assertThat(waiters.behind(held)).isNotEmpty();
    caches
        .writtenRecords()
        .wrote("ar-u-held", Written.granted("u-held", "Active", "ServiceAccountToken"));
    assertThat(seenBy(own)).hasAtLeastOneElementOfType(Progress.Live.class);
    caches.writtenRecords().forget("ar-u-held");
    caches
        .writtenRecords()
        .wrote("ar-u-held", Written.granted("u-held", "Ended", "ServiceAccountToken"));
    assertThat(seenBy(own)).doesNotHaveAnyElementsOfTypes(Progress.Live.class);
  }

  @Test
  void whoWaitsIsFoundInTheNamespaceAndThroughTheRequesterOnceItIsDecided() {
    stored.put(request("waits", "payments", 1, BEHIND));
    stored.put(request("far", "stock", 2, BEHIND));
    stored.put(request("offered", "payments", 3, OFFERED));
    assertThat(waiters.behind(request("earlier", "payments", 4, "null"))).isEmpty();
    assertThat(waiters.behind(request("earlier", "payments", 4, "{phase: Pending}"))).isEmpty();
    assertThat(waiters.behind(request("earlier", "payments", 5, OFFERED)).distinct())
        .extracting(r -> r.getMetadata().getName())
        .containsExactlyInAnyOrder("waits", "far");
    assertThat(waiters.behind("payments"))
        .extracting(r -> r.getMetadata().getName())
        .containsExactly("waits");
  }
}
