package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** While the guard is off nothing that people write counts, also not later; but access ends. */
@InItsOwnLab
final class GuardOffIT {
  private static final String POLICY = "leasehold-approvals";

  @Test
  void whatWasStampedWhileTheGuardWasOffNeverCounts() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.approved());
      Asked live = scene.active("30s");
      Asked waits = scene.asks("waits", "1h");
      waits.awaits(RequestPhase.AwaitingApproval);
      Offer before = offer(waits);
      KubernetesClient admin = own.lab().adminClient();
      var binding = admin.resources(ValidatingAdmissionPolicyBinding.class).withName(POLICY);
      ValidatingAdmissionPolicyBinding kept = binding.require();
      binding.delete();
      forge(waits, before);
      Lab.await()
          .untilAsserted(
              () ->
                  assertThat(waits.conditions())
                      .anyMatch(
                          c ->
                              c.getType().equals("Approved")
                                  && c.getStatus().equals("False")
                                  && "ApprovalUnattested".equals(c.getReason())));
      assertThat(waits.record()).isEmpty();
      live.ended(EndingCause.Expired, Duration.ofSeconds(60));
      kept.getMetadata().setResourceVersion(null);
      kept.getMetadata().setUid(null);
      admin.resource(kept).create();
      Lab.await().until(() -> !offer(waits).digest().equals(before.digest()));
      assertThat(offer(waits).nonce()).isNotEqualTo(before.nonce());
      Books.quiet(own.lab(), Duration.ofSeconds(5));
      assertThat(waits.phase()).contains(RequestPhase.AwaitingApproval);
      assertThat(waits.record()).isEmpty();
      Lab.await()
          .ignoreExceptions()
          .until(
              () -> {
                waits.approved();
                return true;
              });
      waits.active();
    }
  }

  /** The policy acts for another moment after it is deleted. */
  private static void forge(Asked asked, Offer offer) {
    String stamp = asked.uid() + " " + offer.digest() + " owner " + Scene.OWNER.name();
    Lab.await()
        .ignoreExceptions()
        .until(
            () -> {
              asked.annotate(People.ADMIN, "approval.leasehold.dev/1", stamp);
              return true;
            });
  }

  private static Offer offer(Asked asked) {
    return Objects.requireNonNull(asked.status().orElseThrow().offer());
  }
}
