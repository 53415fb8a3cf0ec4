package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Offboarding where the operator, or the guard, is not there. */
@InItsOwnLab
final class OffboardedIT {
  private static final Person OFFBOARDER = new Person("ending-offboarder", "ending-offboarders");
  private static final String POLICY = "leasehold-offboardings";

  @Test
  void whatWasSaidWhileNobodyWorkedIsHeardAndOutlivesTheOperator() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.approved());
      Asked live = scene.active("1h");
      own.operator().kill();
      Notes.merge(account(scene, own.lab().client(OFFBOARDER)), "leasehold.dev/offboard", "left");
      own.operator().restart();
      live.ended(EndingCause.SubjectOffboarded);
      frozen(scene);
      own.operator().kill();
      replaced(scene);
      own.operator().restart();
      scene.asks("anew", "1h").awaits(RequestPhase.Rejected);
      Books.settled(own.lab(), Duration.ofSeconds(30));
      Books.quiet(own.lab(), Duration.ofSeconds(5));
    }
  }

  /** Whoever replaces the account faster than the operator looks does not get away with it. */
  @Test
  void accountThatIsReplacedBeforeAnybodyLookedStaysFrozen() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.approved());
      scene.asks("waits", "1h").awaits(RequestPhase.AwaitingApproval);
      Pause.signal("STOP", own.operator().pid());
      try {
        Notes.merge(account(scene, own.lab().client(OFFBOARDER)), "leasehold.dev/offboard", "left");
        replaced(scene);
      } finally {
        Pause.signal("CONT", own.operator().pid());
      }
      frozen(scene);
      scene.asks("anew", "1h").awaits(RequestPhase.Rejected);
    }
  }

  private static void replaced(Scene scene) {
    account(scene, scene.admin()).delete();
    Lab.await().until(() -> account(scene, scene.admin()).get() == null);
    scene.apply(
        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: worker, namespace: %s}\n"
            .formatted(scene.name()));
  }

  @Test
  void withoutTheGuardAccessEndsButNothingIsLatched() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.approved());
      Asked live = scene.active("1h");
      KubernetesClient admin = own.lab().adminClient();
      var binding = admin.resources(ValidatingAdmissionPolicyBinding.class).withName(POLICY);
      ValidatingAdmissionPolicyBinding kept = binding.require();
      binding.delete();
      forge(account(scene, admin));
      live.ended(EndingCause.SubjectOffboarded);
      Asked anew = scene.asks("anew", "1h").awaits(RequestPhase.Pending);
      Books.quiet(own.lab(), Duration.ofSeconds(5));
      assertThat(record(scene)).isEmpty();
      kept.getMetadata().setResourceVersion(null);
      kept.getMetadata().setUid(null);
      admin.resource(kept).create();
      frozen(scene);
      anew.awaits(RequestPhase.Rejected);
    }
  }

  /** The policy acts for another moment after its binding is deleted. */
  private static void forge(Resource<ServiceAccount> account) {
    String stamp = account.require().getMetadata().getUid() + " none - " + People.ADMIN.name();
    String json =
        Serialization.asJson(
            Map.of(
                "metadata",
                Map.of(
                    "annotations",
                    Map.of(
                        "offboarding.leasehold.dev/1",
                        stamp,
                        "reason.leasehold.dev/offboarding-1",
                        "forged"))));
    Lab.await()
        .ignoreExceptions()
        .until(() -> account.patch(PatchContext.of(PatchType.JSON_MERGE), json) != null);
  }

  private static Resource<ServiceAccount> account(Scene scene, KubernetesClient who) {
    return who.serviceAccounts().inNamespace(scene.name()).withName("worker");
  }

  private static Optional<AccessRecord> record(Scene scene) {
    String name = Freeze.ref(new Subject(scene.name(), "worker")).recordName();
    return Optional.ofNullable(scene.admin().resources(AccessRecord.class).withName(name).get());
  }

  private static void frozen(Scene scene) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(
                        record(scene).map(AccessRecord::getStatus).map(AccessRecordStatus::phase))
                    .contains(RecordPhase.Frozen));
  }
}
