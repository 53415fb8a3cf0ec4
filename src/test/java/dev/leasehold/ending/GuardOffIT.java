package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AppliedAs;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** While the guard is off nothing that people write counts, also not later; but access ends. */
@InItsOwnLab
final class GuardOffIT {
  private static final String POLICY = "leasehold-approvals";
  private static final String RECORDS = "leasehold-records";
  private static final String CREATION = "leasehold-creation";

  /** May ask, and is the owner who approves. */
  private static final Person AUTHOR =
      new Person(Scene.OWNER.name(), "ending-owners", "ending-requesters");

  private static final Person SECOND = new Person("ending-second", "ending-owners");

  @Test
  void whatWasStampedWhileTheGuardWasOffNeverCounts() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.approved());
      Asked live = scene.active("30s");
      Asked waits = scene.asks("waits", "1h");
      waits.awaits(RequestPhase.AwaitingApproval);
      Offer before = offer(waits);
      KubernetesClient admin = own.lab().adminClient();
      List<ValidatingAdmissionPolicyBinding> kept =
          Stream.of(POLICY, RECORDS, CREATION).map(name -> taken(admin, name)).toList();
      GenericKubernetesResource stamping = stamping(admin).require();
      stamping(admin).delete();
      prolong(live);
      forge(waits, before);
      Asked forged = forged(scene);
      Lab.await()
          .untilAsserted(
              () ->
                  assertThat(waits.conditions())
                      .anyMatch(
                          c ->
                              c.getType().equals("Approved")
                                  && c.getStatus().equals("False")
                                  && "ApprovalUnattested".equals(c.getReason())
                                  && c.getMessage().contains(POLICY + ": ")));
      assertThat(waits.record()).isEmpty();
      assertThat(shown(own.lab(), live)).contains(sealed(live)).doesNotContain("2099");
      live.ended(EndingCause.Expired, Duration.ofSeconds(60));
      assertThat(live.recorded().history()).anyMatch(e -> e.event().equals("RecordAltered"));
      assertThat(live.status().orElseThrow().expiresAt()).doesNotStartWith("2099");
      kept.forEach(binding -> admin.resource(binding).create());
      stamping.getMetadata().setResourceVersion(null);
      stamping.getMetadata().setUid(null);
      admin.resource(stamping).create();
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
      assertThat(waits.conditions()).noneMatch(c -> c.getType().equals("ApplierProved"));
      itsAuthorAloneDoesNotSufficeFor(forged);
    }
  }

  /** Somebody who may approve asks meanwhile, and says that it was another. */
  private static Asked forged(Scene scene) {
    String named =
        "metadata: {annotations: {leasehold.dev/applied-by: %1$s, leasehold.dev/requested-by: %1$s}, "
            .formatted(Scene.ASKER.name());
    GenericKubernetesResource forged =
        Serialization.unmarshal(
            scene.request("forged", "1h").replace("metadata: {", named),
            GenericKubernetesResource.class);
    AtomicReference<String> uid = new AtomicReference<>();
    Lab.await()
        .ignoreExceptions()
        .until(
            () -> {
              uid.set(scene.lab().client(AUTHOR).resource(forged).create().getMetadata().getUid());
              return true;
            });
    return new Asked(scene, "forged", uid.get());
  }

  private static void itsAuthorAloneDoesNotSufficeFor(Asked forged) {
    forged.approved();
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(forged.conditions())
                    .as(forged.told())
                    .anyMatch(
                        c -> c.getMessage().contains("two different people have to approve")));
    assertThat(offer(forged).approvals().getFirst().given()).isEqualTo(1);
    assertThat(offer(forged).warnings().getFirst()).contains("who applied it is not known");
    assertThat(forged.conditions())
        .anyMatch(c -> c.getType().equals("ApplierProved") && c.getStatus().equals("False"));
    assertThat(forged.record()).isEmpty();
    forged.annotate(SECOND, "leasehold.dev/approve", offer(forged).digest());
    forged.active();
    assertThat(forged.record().orElseThrow().getSpec().requester().appliedAs())
        .isEqualTo(AppliedAs.Unproved);
  }

  private static Resource<GenericKubernetesResource> stamping(KubernetesClient admin) {
    return admin
        .genericKubernetesResources(
            "admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding")
        .withName("leasehold-stamp");
  }

  private static ValidatingAdmissionPolicyBinding taken(KubernetesClient admin, String name) {
    var there = admin.resources(ValidatingAdmissionPolicyBinding.class).withName(name);
    ValidatingAdmissionPolicyBinding binding = there.require();
    there.delete();
    binding.getMetadata().setResourceVersion(null);
    binding.getMetadata().setUid(null);
    return binding;
  }

  /** Somebody else moves the window's end, which the schema alone allows. */
  private static void prolong(Asked live) {
    AccessRecord record = live.record().orElseThrow();
    String start = Objects.requireNonNull(record.getSpec().window()).start();
    String longer =
        "{\"spec\": {\"window\": {\"start\": \"%s\", \"end\": \"2099-12-31T00:00:00Z\"}}}"
            .formatted(start);
    KubernetesClient admin = live.scene().admin();
    Lab.await()
        .ignoreExceptions()
        .until(
            () ->
                admin.resource(record).patch(PatchContext.of(PatchType.JSON_MERGE), longer)
                    != null);
  }

  private static String sealed(Asked live) {
    return Objects.requireNonNull(live.recorded().sealed()).windowEnd();
  }

  /** What kubectl lists of it. */
  private static String shown(Lab lab, Asked live) {
    String name = live.record().orElseThrow().getMetadata().getName();
    return lab.kubectl(People.ADMIN, "get", "accessrecords.leasehold.dev", name).orThrow().stdout();
  }

  /** The policy acts for another moment after it is deleted. */
  private static void forge(Asked asked, Offer offer) {
    String stamp = asked.stamp(offer.digest());
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
