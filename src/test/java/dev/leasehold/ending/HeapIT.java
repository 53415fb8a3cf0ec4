package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Copies;
import dev.leasehold.lab.Heap;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What is over, and what others write into their own objects, takes none of the heap that the chart
 * gives the operator; nor does it slow an ending down.
 */
@InItsOwnLab
final class HeapIT {
  private static final int FINISHED = 300;
  private static final int REFUSED = 150;
  private static final int FAT = 75;

  /** Nearly all that an object may take. */
  private static final int SIZE = 1_400_000;

  /** The API server bounds no name of a Role or RoleBinding. */
  private static final int NAME = 100_000;

  /**
   * Of what is over its UID is remembered, and a hash of what it asked for. A request and its
   * record would take 25 kB; what a process takes for itself differs by 3 MB from life to life.
   */
  private static final long BYTES_EACH = 12_000;

  private static final long FULL = 96L << 20;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofSeconds(60);

  @Test
  void whatIsOverAndWhatOthersWriteTakesNoHeapAndDelaysNoEnding() {
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
      fatten(lab);
      try (Operator operator = Operator.start(lab)) {
        Scene scene = Scene.set(lab, Terms.automatic());
        Asked finished = scene.asks("finished", "1h").active();
        finished.revoked();
        finished.ended(EndingCause.Withdrawn);
        finished.awaits(RequestPhase.Withdrawn);
        Asked refused = scene.asks("refused", "9h").awaits(RequestPhase.Rejected);
        operator.terminate();
        operator.restart();
        long before = alive(operator, FULL / 2);
        operator.terminate();
        copies(lab, finished, refused);
        operator.restart();
        settled(scene.admin());
        long after = alive(operator, before + BYTES_EACH * (FINISHED + REFUSED));
        System.out.println("MEASURED heap: " + before + " bytes alive before, " + after + " after");
        endsSoon(scene);
        answersOnce(scene, finished);
        operator.requireRunning();
      }
    }
  }

  /** How much is alive once it is less than this: what is being read at a moment is alive, too. */
  private static long alive(Operator operator, long limit) {
    AtomicLong alive = new AtomicLong();
    Lab.await()
        .atMost(SETTLED)
        .untilAsserted(
            () -> {
              alive.set(Heap.alive(operator.pid()));
              assertThat(alive.get()).as("bytes alive").isLessThan(limit);
            });
    return alive.get();
  }

  /** Whoever is the stock role's admin of a namespace may write such. */
  private static void fatten(Lab lab) {
    lab.namespace("fat", Map.of());
    String name = "x".repeat(SIZE);
    List<Subject> many = accounts();
    for (int i = 0; i < FAT; i++) {
      String unbounded = i + "-" + "y".repeat(NAME);
      lab.adminClient().resource(role(unbounded, name.substring(3 * NAME))).create();
      lab.adminClient().resource(binding(unbounded, many)).create();
      lab.adminClient()
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withName("fat-" + i)
                  .withNamespace("fat")
                  .withOwnerReferences(
                      new OwnerReferenceBuilder()
                          .withApiVersion("v1")
                          .withKind("ConfigMap")
                          .withName(name)
                          .withUid(UUID.randomUUID().toString())
                          .build())
                  .endMetadata()
                  .build())
          .create();
    }
  }

  /** Of one binding as many as it takes. */
  private static List<Subject> accounts() {
    return IntStream.range(0, (SIZE - 4 * NAME) / 70)
        .mapToObj(
            i ->
                new SubjectBuilder()
                    .withKind("ServiceAccount")
                    .withNamespace("fat-" + i)
                    .withName("account-" + i)
                    .build())
        .toList();
  }

  private static Role role(String name, String resourceName) {
    return new RoleBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("fat")
        .endMetadata()
        .addNewRule()
        .withApiGroups("")
        .withResources("configmaps")
        .withResourceNames(resourceName)
        .withVerbs("get")
        .endRule()
        .build();
  }

  private static RoleBinding binding(String name, List<Subject> subjects) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("fat")
        .endMetadata()
        .withSubjects(subjects)
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
        .build();
  }

  private static void copies(Lab lab, Asked finished, Asked refused) {
    new Copies(lab, Scene.ASKER, false).of(finished.as(People.ADMIN).require(), FINISHED);
    new Copies(lab, Scene.ASKER, true).of(refused.as(People.ADMIN).require(), REFUSED);
  }

  /** Also what a version wrote that did not know of it. */
  private static void settled(KubernetesClient admin) {
    Lab.await()
        .atMost(SETTLED)
        .untilAsserted(
            () -> {
              assertThat(open(admin, AccessRequest.class)).isZero();
              assertThat(open(admin, AccessRecord.class)).isZero();
            });
  }

  private static int open(KubernetesClient admin, Class<? extends HasMetadata> kind) {
    return admin
        .resources(kind)
        .inAnyNamespace()
        .withoutField("status.settled", "true")
        .list()
        .getItems()
        .stream()
        .filter(object -> !object.getMetadata().getName().startsWith("leasehold-"))
        .toList()
        .size();
  }

  private static void endsSoon(Scene scene) {
    Asked asked = scene.asks("as-quick", "1h").active();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn, SOON);
  }

  /**
   * Whoever asks again for what was answered gets no second answer, though its record is in no
   * cache.
   */
  private static void answersOnce(Scene scene, Asked finished) {
    AccessRequest one = finished.as(People.ADMIN).require();
    finished.as(People.ADMIN).delete();
    Lab.await()
        .atMost(SETTLED)
        .untilAsserted(() -> assertThat(finished.recorded().retainUntil()).isNotNull());
    AccessRequest again = Serialization.clone(one);
    again.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMeta());
    again.getMetadata().setName(one.getMetadata().getName());
    again.getMetadata().setNamespace(one.getMetadata().getNamespace());
    again.setStatus(null);
    String uid = scene.lab().client(Scene.ASKER).resource(again).create().getMetadata().getUid();
    Asked second = new Asked(scene, finished.name(), uid).awaits(RequestPhase.Rejected);
    assertThat(Objects.requireNonNull(second.status().orElseThrow().conditions()))
        .anySatisfy(c -> assertThat(c.getReason()).isEqualTo("AlreadyConsumed"));
  }
}
