package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.Written;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.status.RequestStatusWriter;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** However many requests were made while nobody looked, what is kept of them is bounded. */
class LeanRequestsTest {
  private static final int MOST = 3;

  private final LeanRequests store = new LeanRequests(MOST);

  private AccessRequest put(String name) {
    AccessRequest request = Written.request("uid-of-" + name);
    request.getMetadata().setName(name);
    request
        .getMetadata()
        .setAnnotations(
            Map.of(
                Keys.APPLIED_BY,
                "rita",
                Keys.APPLIED_AS,
                "Machine",
                "signature.leasehold.dev/x",
                "y"));
    return put(request);
  }

  private AccessRequest put(AccessRequest request) {
    store.put(store.getKey(request), request);
    return request;
  }

  private static AccessRequest answered(AccessRequest request) {
    AccessRequest answered = Written.request(request.getMetadata().getUid());
    answered.setMetadata(request.getMetadata());
    answered.setStatus(
        RequestStatusWriter.limited(
            answered, new Reason(ReasonCode.RATE_LIMITED, "its turn comes"), Instant.EPOCH));
    return answered;
  }

  private List<String> outlined() {
    return store.values().filter(Outline::is).map(r -> r.getMetadata().getName()).sorted().toList();
  }

  @Test
  void whereThereIsRoomAllIsKept() {
    for (String name : List.of("a", "b", "c")) {
      put(name);
    }
    assertThat(outlined()).isEmpty();
    assertThat(store.get("payments/a").getMetadata().getAnnotations())
        .containsKey("signature.leasehold.dev/x");
  }

  @Test
  void whereThereIsNoneOnlyWhoAsksWhereAndSinceWhen() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      put(name);
    }
    assertThat(outlined()).containsExactly("d", "e");
    AccessRequest kept = store.get("payments/d");
    assertThat(kept.getMetadata().getAnnotations())
        .containsOnlyKeys(Keys.APPLIED_BY, Keys.APPLIED_AS);
    assertThat(kept.getMetadata().getCreationTimestamp()).isEqualTo("2026-12-01T08:00:00Z");
    assertThat(kept.getMetadata().getUid()).isEqualTo("uid-of-d");
    assertThat(RequestReader.askers(kept, Persons.PLAIN))
        .isEqualTo(RequestReader.askers(store.get("payments/a"), Persons.PLAIN));
  }

  /**
   * The framework hands on copies, which it makes by way of JSON, where what is empty is left out.
   */
  @Test
  void aCopyOfAnOutlineHasAllThatItSays() {
    for (String name : List.of("a", "b", "c", "d")) {
      put(name);
    }
    AccessRequest copy = new KubernetesSerialization().clone(store.get("payments/d"));
    assertThat(Outline.is(copy)).isTrue();
    assertThat(copy.getSpec()).isEqualTo(store.get("payments/d").getSpec());
    assertThat(copy.getSpec().entitlement().catalog()).isNotNull();
    assertThat(copy.getSpec().subject().serviceAccountName()).isNotNull();
  }

  @Test
  void whatIsBeingDeletedIsToldToBe() {
    for (String name : List.of("a", "b", "c")) {
      put(name);
    }
    put(Written.terminating("u"));
    assertThat(RequestReader.isTerminating(store.get("payments/report"))).isTrue();
    assertThat(outlined()).containsExactly("report");
  }

  @Test
  void whatWasAnsweredIsKeptWhole() {
    for (String name : List.of("a", "b", "c", "d")) {
      put(name);
    }
    put(answered(store.get("payments/d")));
    assertThat(outlined()).isEmpty();
    put("e");
    assertThat(outlined()).as("that of d was no room").containsExactly("e");
  }

  @Test
  void whoIsAnsweredOrGoneMakesRoomOnce() {
    for (String name : List.of("a", "b", "c")) {
      put(name);
    }
    put(answered(store.get("payments/a")));
    put(answered(store.get("payments/a")));
    put("d");
    put("e");
    assertThat(outlined()).containsExactly("e");
    store.remove("payments/e");
    store.remove("payments/b");
    store.remove("payments/b");
    put("f");
    put("g");
    assertThat(outlined()).containsExactly("g");
  }

  @Test
  void aChangeOfWhatIsKeptTakesNoMoreRoom() {
    for (String name : List.of("a", "b", "c", "a", "b", "c")) {
      put(name);
    }
    assertThat(outlined()).isEmpty();
    put("d");
    put("d");
    assertThat(outlined()).containsExactly("d");
    store.remove("payments/a");
    put("d");
    assertThat(outlined()).isEmpty();
  }
}
