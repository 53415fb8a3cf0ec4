package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A request that was created before the policies acted is told so, and how to create it again. */
@InItsOwnLab
final class UnattestedIT {
  /** G10. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String OPENED = "leasehold-creation";
  private static final AtomicInteger SERIAL = new AtomicInteger();

  @Test
  void requestThatWasCreatedBeforeThePoliciesActedIsToldAndCreatedAgain() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      GenericKubernetesResource stamping =
          taken(own, "MutatingAdmissionPolicyBinding", "leasehold-stamp");
      GenericKubernetesResource checking =
          taken(own, "ValidatingAdmissionPolicyBinding", "leasehold-creation");
      until(scene, false);
      Asked asked = scene.asks("nightly", "1h");
      assertThat(isStamped(asked)).isFalse();
      Lab.await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(asked.conditions())
                      .as(asked.told())
                      .anyMatch(
                          c ->
                              c.getType().equals("Accepted")
                                  && "ApplierUnattested".equals(c.getReason())
                                  && c.getMessage().contains("kubectl replace --force -f")));
      assertThat(asked.phase()).contains(RequestPhase.Rejected);
      assertThat(asked.record()).isEmpty();
      Asked forged = forged(scene, "forged");
      Stream.of(stamping, checking)
          .forEach(policy -> own.lab().adminClient().resource(policy).create());
      until(scene, true);
      Lab.await().until(() -> isBelieved(scene));
      String again = scene.request("nightly", "1h");
      own.lab().kubectlWithInput(Scene.ASKER, again, "replace", "--force", "-f", "-").orThrow();
      new Asked(scene, "nightly", uid(scene, "nightly")).active();
      forged.awaits(RequestPhase.Rejected);
      assertThat(forged.conditions())
          .as(forged.told())
          .anyMatch(c -> "ApplierUnproved".equals(c.getReason()));
      assertThat(own.operator().said())
          .doesNotContain("request=" + asked.uid() + " reason=ApiServerUnavailable")
          .doesNotContain("request=" + asked.uid() + " reason=NotTaken");
      upgraded(own, scene);
    }
  }

  /** Who asks in the midst of an upgrade is believed; who opened the guard for it is not. */
  private static void upgraded(OwnLab own, Scene scene) {
    own.lab().installChart(values("{build-bot}"));
    Asked meanwhile = scene.asks("meanwhile", "1h");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(meanwhile.conditions())
                    .as(meanwhile.told())
                    .anyMatch(c -> c.getMessage().contains("differs from the one")));
    own.operator().close();
    GenericKubernetesResource opened = policy(own, OPENED).require();
    try (Operator _ = Operator.start(own.lab())) {
      meanwhile.active();
      assertThat(generation(own)).isEqualTo(opened.getMetadata().getGeneration());
    }
    merge(own, "{\"metadata\": {\"generation\": 1, \"labels\": {\"example.com/a\": \"b\"}}}");
    assertThat(generation(own)).as("as nobody edits it").isEqualTo(2);
    merge(own, "{\"spec\": {\"validations\": [{\"expression\": \"true\"}]}}");
    Asked forged = Lab.await().ignoreExceptions().until(() -> forged(scene, "again"), f -> true);
    own.lab().installChart(values("{build-bot}"));
    assertThat(generation(own)).isEqualTo(4);
    try (Operator _ = Operator.start(own.lab())) {
      forged.awaits(RequestPhase.Rejected);
      assertThat(forged.conditions())
          .as(forged.told())
          .anyMatch(c -> "ApplierUnproved".equals(c.getReason()));
    }
  }

  private static Map<String, String> values(String machines) {
    return OwnLab.values(Map.of("machines.users", machines));
  }

  private static long generation(OwnLab own) {
    return policy(own, OPENED).require().getMetadata().getGeneration();
  }

  private static void merge(OwnLab own, String patch) {
    policy(own, OPENED).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static Resource<GenericKubernetesResource> policy(OwnLab own, String name) {
    return own.lab()
        .adminClient()
        .genericKubernetesResources("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy")
        .withName(name);
  }

  /** Somebody else's name was easy to write, and nobody else would be asked. */
  private static Asked forged(Scene scene, String name) {
    String named =
        "metadata: {annotations: {leasehold.dev/applied-by: %1$s, leasehold.dev/requested-by: %1$s}, "
            .formatted("somebody");
    GenericKubernetesResource forged =
        Serialization.unmarshal(
            scene.request(name, "1h").replace("metadata: {", named),
            GenericKubernetesResource.class);
    GenericKubernetesResource made = scene.lab().client(Scene.ASKER).resource(forged).create();
    return new Asked(scene, name, made.getMetadata().getUid());
  }

  /** The policies act for another moment after their bindings are deleted. */
  private static void until(Scene scene, boolean stamped) {
    AtomicInteger probe = new AtomicInteger();
    Lab.await()
        .ignoreExceptions()
        .until(
            () -> {
              String name = "probe-" + stamped + probe.incrementAndGet();
              return isStamped(scene.asks(name, "1h")) == stamped;
            });
  }

  /** The operator has to have proved the policies again before. */
  private static boolean isBelieved(Scene scene) {
    Asked asked = scene.asks("believed-" + SERIAL.incrementAndGet(), "1h");
    Lab.await()
        .until(
            () ->
                asked
                    .phase()
                    .filter(p -> p == RequestPhase.Active || p == RequestPhase.Rejected)
                    .isPresent());
    return asked.phase().equals(Optional.of(RequestPhase.Active));
  }

  private static boolean isStamped(Asked asked) {
    Map<String, String> annotations =
        request(asked.scene(), asked.name()).require().getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey("leasehold.dev/applied-by");
  }

  private static Resource<AccessRequest> request(Scene scene, String name) {
    return scene.admin().resources(AccessRequest.class).inNamespace(scene.name()).withName(name);
  }

  private static String uid(Scene scene, String name) {
    return request(scene, name).require().getMetadata().getUid();
  }

  private static GenericKubernetesResource taken(OwnLab own, String kind, String name) {
    KubernetesClient admin = own.lab().adminClient();
    Resource<GenericKubernetesResource> there =
        admin.genericKubernetesResources("admissionregistration.k8s.io/v1", kind).withName(name);
    GenericKubernetesResource kept = there.require();
    there.delete();
    kept.getMetadata().setResourceVersion(null);
    kept.getMetadata().setUid(null);
    return kept;
  }
}
