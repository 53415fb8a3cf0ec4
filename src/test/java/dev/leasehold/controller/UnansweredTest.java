package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Segregation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which requests wait with other new ones, and which do not. */
class UnansweredTest {
  private final Caches caches = new Caches(Persons.PLAIN, Segregation.NONE);
  private final Unanswered unanswered = new Unanswered(caches);

  private static AccessRequest request(Consumer<ObjectNode> change) {
    ObjectNode request =
        Serialization.unmarshal(Serialization.asJson(Written.request("u1")), ObjectNode.class);
    change.accept(request);
    return Serialization.unmarshal(request.toString(), AccessRequest.class);
  }

  @Test
  void whatNobodyHasLookedAtAndWhatWasOnlyToldThatItWaitsIsNew() {
    assertThat(unanswered.has(Written.request("u1"))).isTrue();
    assertThat(unanswered.has(request(r -> r.putObject("status").put("phase", "Pending"))))
        .isTrue();
  }

  @Test
  void whatWasOfferedIsNot() {
    AccessRequest offered =
        request(
            r ->
                r.putObject("status")
                    .putObject("offer")
                    .put("digest", "d")
                    .put("nonce", "n")
                    .put("renewal", 0));
    assertThat(unanswered.has(offered)).isFalse();
  }

  @Test
  void whatHasARecordOrAnEndIsNot() {
    assertThat(unanswered.has(request(r -> r.putObject("status").put("record", "ar-u1"))))
        .isFalse();
    assertThat(
            unanswered.has(
                request(r -> r.putObject("status").put("endedAt", "2026-12-01T08:00:00Z"))))
        .isFalse();
  }

  @Test
  void whatWasGrantedBeforeTheStatusSaidSoIsNot() {
    caches.wrote(Written.granted("u1", "Active", "RoleBinding"));
    assertThat(unanswered.has(Written.request("u1"))).isFalse();
  }

  @Test
  void emergenciesAndWhatIsBeingDeletedAreNot() {
    assertThat(unanswered.has(request(r -> r.withObject("/spec").put("emergency", true))))
        .isFalse();
    assertThat(unanswered.has(Written.terminating("u1"))).isFalse();
  }
}
