package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operator's rights are pruned for a while, or it is away, and it goes on afterwards. */
@InItsOwnLab
final class RightsGoneIT {
  private static final Duration WINDOW = Duration.ofSeconds(20);

  /** The binding and the account are gone at once, the API server remembers for ten seconds. */
  private static final Duration REFUSED = Duration.ofSeconds(70);

  private static final Duration BACK = Duration.ofSeconds(60);

  private static OwnLab own;

  @BeforeAll
  static void start() {
    own = OwnLab.start();
  }

  @AfterAll
  static void close() {
    own.close();
  }

  @Test
  void windowsThatRunOutMeanwhileEndAndTheRestGoesOnWithoutARestart() {
    Scene scene = Scene.set(own.lab(), Terms.automatic());
    Asked lasting = scene.asks("long", "40m").active();
    Asked due = scene.asks("due", WINDOW.toSeconds() + "s").active();
    String delivered = version(lasting);
    long pid = own.operator().pid();
    List<ClusterRoleBinding> pruned = prune();
    try (Bearer bearer = due.bearer();
        Bearer other = lasting.bearer()) {
      Lab.await().atMost(WINDOW.plus(REFUSED)).until(() -> bearer.reads() == 401);
      assertThat(Instant.now()).isAfter(due.end());
      assertThat(due.recorded().phase()).isNotEqualTo(RecordPhase.Ended);
      Lab.await().until(() -> !own.operator().hasProvedGuard());
      Asked meanwhile = scene.asks("meanwhile", "30m");
      assertThat(other.works()).isTrue();
      pruned.forEach(binding -> own.lab().adminClient().resource(binding).create());
      due.ended(EndingCause.Expired, BACK);
      Lab.await()
          .atMost(BACK)
          .until(() -> meanwhile.phase().filter(RequestPhase.Active::equals).isPresent());
      assertThat(own.operator().pid()).isEqualTo(pid);
      own.operator().requireRunning();
      assertThat(other.works()).isTrue();
    }
    assertThat(version(lasting)).isEqualTo(delivered);
    own.operator().kill();
    own.operator().restart();
    scene.asks("afterwards", "30m").active();
    Books.settled(own.lab(), Duration.ofSeconds(30));
    Books.quiet(own.lab(), Duration.ofSeconds(5));
    assertThat(version(lasting)).isEqualTo(delivered);
  }

  /** What was planned is its length, which nobody loses by our absence. */
  @Test
  void windowWhoseStartTheOperatorMissedBeginsLateAndKeepsItsLength() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Instant start = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
    Asked asked = scene.asksFrom("later", "3m", start).approved().awaits(RequestPhase.Scheduled);
    own.operator().kill();
    Lab.await().until(() -> Instant.now().isAfter(start.plusSeconds(3)));
    assertThat(asked.record()).isEmpty();
    own.operator().restart();
    AccessRequestStatus active = asked.active().status().orElseThrow();
    Instant granted = Instant.parse(Objects.requireNonNull(active.grantedAt()));
    assertThat(granted).isAfter(start.plusSeconds(3));
    assertThat(asked.end()).isEqualTo(granted.plus(Duration.ofMinutes(3)));
  }

  /** As a GitOps tool does that is told to apply the wrong commit. */
  private static List<ClusterRoleBinding> prune() {
    return Stream.of("leasehold-operator", "leasehold-operator-bind")
        .map(name -> own.lab().adminClient().rbac().clusterRoleBindings().withName(name))
        .map(
            binding -> {
              ClusterRoleBinding kept =
                  new ClusterRoleBindingBuilder(binding.require())
                      .editMetadata()
                      .withUid(null)
                      .withResourceVersion(null)
                      .endMetadata()
                      .build();
              binding.delete();
              return kept;
            })
        .toList();
  }

  private static String version(Asked asked) {
    Secret secret = asked.secret().require();
    return secret.getMetadata().getUid() + "/" + secret.getMetadata().getResourceVersion();
  }
}
