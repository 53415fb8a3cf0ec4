package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Forgetting;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record whose end cannot be proved is closed by two people, and by nobody else; and says so. */
final class ForgetIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  static final Person FIRST = new Person("ending-forgets-one", "ending-forgetters");
  static final Person SECOND = new Person("ending-forgets-two", "ending-forgetters");

  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final String POLICY = "ValidatingAdmissionPolicy 'leasehold-forget'";

  static Stream<Named<Function<Asked, Resource<? extends HasMetadata>>>> inTheWay() {
    return Stream.of(
        Named.of("the binding", Asked::binding),
        Named.of("the service account", Asked::account),
        Named.of("the anchor", asked -> asked.anchor(1)));
  }

  @ParameterizedTest
  @MethodSource("inTheWay")
  void twoPeopleCloseWhatCannotBeProvedAndItSaysSoForEver(
      Function<Asked, Resource<? extends HasMetadata>> held) {
    Asked asked = Scene.set(LAB.lab(), Terms.approved()).active("1h");
    Held.by(held.apply(asked));
    asked.revoked();
    unproved(asked);
    annotate(asked, LAB.lab().client(FIRST), "the cluster's owner is gone");
    assertThatThrownBy(() -> annotate(asked, LAB.lab().client(FIRST), "once more"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(POLICY)
        .hasMessageContaining("a second person has to");
    Books.quiet(asked.scene(), QUIET);
    assertThat(asked.recorded().phase()).isEqualTo(RecordPhase.Ending);
    annotate(asked, LAB.lab().client(SECOND), "so I was told");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.recorded().phase())
                    .as(asked::told)
                    .isEqualTo(RecordPhase.Forgotten));
    AccessRecordStatus closed = asked.recorded();
    saysSo(asked, closed);
    Held.release(held.apply(asked));
    Lab.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Books.marked(LAB.lab(), asked.uid()).isEmpty());
    Books.quiet(asked.scene(), QUIET);
    assertThat(asked.recorded()).isEqualTo(closed);
  }

  private static void saysSo(Asked asked, AccessRecordStatus closed) {
    assertThat(closed.forgotten().stream().map(Forgetting::actor))
        .containsExactlyInAnyOrder(FIRST.name(), SECOND.name());
    assertThat(closed.endedAt()).isNotNull();
    assertThat(asked.recordedCondition("RevocationFailed"))
        .hasValueSatisfying(c -> assertThat(c.getMessage()).contains("without proof", Held.BY));
    assertThat(asked.recordedCondition("AccessRemoved")).isEmpty();
    assertThat(closed.targets()).allSatisfy(t -> assertThat(t.proof()).isNull());
    Lab.await()
        .untilAsserted(
            () -> {
              assertThat(status(asked, "RevocationFailed")).contains("True");
              assertThat(status(asked, "AccessRemoved")).contains("False");
              assertThat(asked.phase()).contains(RequestPhase.Withdrawn);
            });
  }

  @Test
  void nobodyElseCanCloseIt() {
    Asked asked = Scene.set(LAB.lab(), Terms.approved()).active("1h");
    Held.by(asked.binding());
    asked.revoked();
    unproved(asked);
    annotate(asked, LAB.lab().client(FIRST), "the cluster's owner is gone");
    // By the verb's wildcard, and without the verb; both may write on records.
    refusedByPolicy(asked, LAB.lab().client(People.ADMIN), "wildcard rights do not forget");
    refusedByPolicy(
        asked,
        LAB.lab().client(Scene.OWNER),
        "may not forget this: ask for verb forget on entitlements, name "
            + asked.scene().name()
            + ".reader");
    for (Person had : List.of(Scene.ASKER, Scene.OWNER)) {
      Person may = new Person(had.name().toUpperCase(Locale.ROOT), "ending-forgetters");
      refusedByPolicy(asked, LAB.lab().client(may), "nobody forgets what they had a part in");
    }
    String account = LAB.lab().serviceAccountKubeconfig("default", "ending-forgetter");
    try (KubernetesClient machine = LAB.lab().clientOf(account)) {
      refusedByPolicy(asked, machine, "service accounts do not forget");
    }
    Books.quiet(asked.scene(), QUIET);
    assertThat(asked.recorded().phase()).isEqualTo(RecordPhase.Ending);
    Held.release(asked.binding());
    asked.ended(EndingCause.Withdrawn);
    assertThat(asked.recorded().forgotten()).isEmpty();
  }

  private static void refusedByPolicy(Asked asked, KubernetesClient who, String why) {
    assertThatThrownBy(() -> annotate(asked, who, "gone"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(POLICY)
        .hasMessageContaining(why);
  }

  /** Not called ended, and the request is not called usable. */
  static void unproved(Asked asked) {
    Lab.await()
        .untilAsserted(
            () -> {
              assertThat(asked.recordedCondition("RevocationFailed"))
                  .as(asked::told)
                  .hasValueSatisfying(c -> assertThat(c.getMessage()).contains(Held.BY));
              assertThat(asked.phase()).contains(RequestPhase.Ending);
              assertThat(status(asked, "Ready")).contains("False");
            });
  }

  private static Optional<String> status(Asked asked, String type) {
    return asked.conditions().stream()
        .filter(c -> c.getType().equals(type))
        .map(Condition::getStatus)
        .findFirst();
  }

  static void annotate(Asked asked, KubernetesClient who, String why) {
    String name = Objects.requireNonNull(asked.record().orElseThrow().getMetadata().getName());
    Notes.merge(who.resources(AccessRecord.class).withName(name), "leasehold.dev/forget", why);
  }
}
