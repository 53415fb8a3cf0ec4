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
class UnofferedTest {
  private final Caches caches = new Caches(Persons.PLAIN, Segregation.NONE);
  private final Unoffered unoffered = new Unoffered(caches);

  private static AccessRequest request(Consumer<ObjectNode> change) {
    ObjectNode request =
        Serialization.unmarshal(Serialization.asJson(Written.request("u1")), ObjectNode.class);
    change.accept(request);
    return Serialization.unmarshal(request.toString(), AccessRequest.class);
  }

  @Test
  void whatNobodyHasLookedAtAndWhatWasOnlyToldThatItWaitsIsNew() {
    assertThat(unoffered.has(Written.request("u1"))).isTrue();
    assertThat(unoffered.has(request(r -> r.putObject("status").put("phase", "Pending")))).isTrue();
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
    assertThat(unoffered.has(offered)).isFalse();
  }

  @Test
  void whatHasARecordOrAnEndIsNot() {
    assertThat(unoffered.has(request(r -> r.putObject("status").put("record", "ar-u1")))).isFalse();
    assertThat(
            unoffered.has(
                request(r -> r.putObject("status").put("endedAt", "2026-12-01T08:00:00Z"))))
        .isFalse();
  }

  @Test
  void whatWasGrantedBeforeTheStatusSaidSoIsNot() {
    caches.wrote(Written.granted("u1", "Active", "RoleBinding"));
    assertThat(unoffered.has(Written.request("u1"))).isFalse();
  }

  @Test
  void emergenciesAndWhatIsBeingDeletedAreNot() {
    assertThat(unoffered.has(request(r -> r.withObject("/spec").put("emergency", true)))).isFalse();
    assertThat(unoffered.has(Written.terminating("u1"))).isFalse();
  }
}
