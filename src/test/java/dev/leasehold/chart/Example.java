package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.Objects;

/** A request of the examples, followed as the operator answers it. */
record Example(Lab lab, String name) {
  Example awaits(RequestPhase phase) {
    Lab.await()
        .untilAsserted(() -> assertThat(status().phase()).as(status().toString()).isEqualTo(phase));
    return this;
  }

  /** This person approves as the status says it is done. */
  Example approvedBy(Person person) {
    Offer offer = Objects.requireNonNull(awaits(RequestPhase.AwaitingApproval).status().offer());
    String[] words = Objects.requireNonNull(offer.approveCommand()).split(" ", -1);
    lab.kubectl(person, Arrays.copyOfRange(words, 1, words.length)).orThrow();
    return this;
  }

  Offer offer() {
    return Objects.requireNonNull(status().offer());
  }

  /** Waits until the condition of that type says all of this. */
  void says(String type, String... words) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(status().conditions())
                    .filteredOn(condition -> condition.getType().equals(type))
                    .singleElement()
                    .satisfies(condition -> assertThat(condition.getMessage()).contains(words)));
  }

  private AccessRequestStatus status() {
    AccessRequest request =
        lab.adminClient()
            .resources(AccessRequest.class)
            .inNamespace("payments")
            .withName(name)
            .get();
    AccessRequestStatus status = request.getStatus();
    return status == null ? Serialization.unmarshal("{}", AccessRequestStatus.class) : status;
  }
}
