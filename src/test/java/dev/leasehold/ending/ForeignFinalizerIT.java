package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever somebody holds by a finalizer of their own gives no access, and is not called gone. */
final class ForeignFinalizerIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final Duration SOON = Duration.ofSeconds(2);

  /** Whoever waited for a dozen that are held would be later by far. */
  private static final Duration CLOSED = Duration.ofSeconds(10);

  @Test
  void bindingThatIsHeldGivesNoAccessAndItsRecordEndsOnlyWhenItIsGone() {
    Asked asked = Scene.set(LAB.lab(), Terms.approved()).active("1h");
    Held.by(asked.binding());
    try (Bearer bearer = asked.bearer()) {
      assertThat(bearer.works()).isTrue();
      asked.revoked();
      System.out.println("held binding: refused after " + bearer.refusedWithin(SOON));
    }
    failed(asked);
    assertThat(asked.binding().require().getSubjects()).isNullOrEmpty();
    Held.release(asked.binding());
    asked.ended(EndingCause.Withdrawn);
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(asked.recordedCondition("RevocationFailed")).isEmpty();
  }

  @Test
  void secretThatIsHeldIsErasedAndTheRecordEndsOnlyWhenItIsGone() {
    Asked asked = Scene.set(LAB.lab(), Terms.approved()).active("1h");
    Held.by(asked.secret());
    asked.revoked();
    failed(asked);
    Secret left = asked.secret().require();
    assertThat(Objects.requireNonNullElse(left.getData(), Map.of())).isEmpty();
    Held.release(asked.secret());
    asked.ended(EndingCause.Withdrawn);
  }

  /** F51: what cannot be removed takes neither places nor time from what can. */
  @Test
  void dozenThatAreHeldKeepNoOtherFromEndingInTime() {
    Scene scene = Scene.set(LAB.lab(), Terms.automatic());
    List<Asked> stuck =
        IntStream.range(0, 12).mapToObj(i -> scene.asks("stuck-" + i, "1h")).toList();
    Asked other = scene.asks("other", "1h").active();
    stuck.forEach(it -> Held.by(it.active().binding()));
    stuck.forEach(Asked::revoked);
    stuck.forEach(ForeignFinalizerIT::failed);
    try (Bearer bearer = other.bearer()) {
      assertThat(bearer.works()).isTrue();
      other.revoked();
      System.out.println("beside a dozen held: refused after " + bearer.refusedWithin(SOON));
    }
    other.ended(EndingCause.Withdrawn, CLOSED);
    stuck.forEach(it -> assertThat(it.binding().require().getSubjects()).isNullOrEmpty());
    stuck.forEach(it -> Held.release(it.binding()));
  }

  /** Repair fails later and later; the window's end does not wait for it. */
  @Test
  void repairThatCannotSucceedDoesNotPutOffTheEnd() {
    Asked asked = Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", "30s").active();
    Instant end = asked.end();
    Held.by(asked.binding());
    asked.binding().delete();
    try (Bearer bearer = asked.bearer()) {
      bearer.refusedWithin(Duration.ofSeconds(60));
      Duration late = Duration.between(end, Instant.now());
      System.out.println("held and deleted binding: refused after the end by " + late);
      assertThat(late).isBetween(Duration.ofSeconds(-1), SOON);
    }
    Held.release(asked.binding());
    asked.ended(EndingCause.Expired);
  }

  private static void failed(Asked asked) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.recordedCondition("RevocationFailed"))
                    .hasValueSatisfying(c -> assertThat(c.getMessage()).contains(Held.BY)));
    assertThat(asked.recorded().phase()).isEqualTo(RecordPhase.Ending);
    assertThat(asked.status().orElseThrow().endedAt()).isNull();
  }
}
