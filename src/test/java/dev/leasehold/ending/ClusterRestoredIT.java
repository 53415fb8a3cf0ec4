package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** etcd is put back to before an end, and only the evidence log knows of it. */
@InItsOwnLab
final class ClusterRestoredIT {
  /** From when the operator is back until what was brought back is dead (issue 13). */
  private static final Duration BROUGHT_BACK = Duration.ofSeconds(25);

  @TempDir static Path directory;

  private static EvidenceLogDir log;
  private static OwnLab own;

  @BeforeAll
  static void start() {
    log = EvidenceLogDir.in(directory);
    own = OwnLab.start(log.environment());
  }

  @AfterAll
  static void stop() {
    own.close();
  }

  @Test
  void whatHadEndedEndsAgainAndWhatWasDeniedIsNotGranted() throws IOException {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked first = scene.asks("first", "1h").approved().active();
    Asked second = scene.asks("second", "1h").approved().active();
    Asked lasting = scene.asks("lasting", "1h").approved().active();
    Asked denied = scene.asks("denied", "1h").awaits(RequestPhase.AwaitingApproval);
    Offboarder other = new Offboarder(Scene.set(own.lab(), Terms.approved()));
    Asked held = other.scene().asks("held", "1h").approved().active();
    try (Bearer one = first.bearer();
        Bearer two = second.bearer();
        Bearer three = lasting.bearer()) {
      Path backup = own.lab().backup();
      served(first::revoked);
      first.ended(EndingCause.Withdrawn);
      assertThat(one.reads()).isEqualTo(401);
      denied.annotate(Scene.OWNER, "leasehold.dev/deny", "not today");
      denied.awaits(RequestPhase.Denied);
      entered(first, "Revoked");
      entered(denied, "Denied");
      AccessRecordStatus known = other.offboards("the contract ended").is(RecordPhase.Frozen);
      held.ended(EndingCause.SubjectOffboarded);
      entered(held, "Revoked");

      // Who led meanwhile is not known to the cluster that is put back, so the log is refused then.
      nextLeads();
      nextLeads();
      own.operator().kill();
      own.lab().restore(backup);
      Lab.await().untilAsserted(() -> assertThat(one.reads()).isEqualTo(200));
      own.operator().restart();
      Duration _ = one.refusedWithin(BROUGHT_BACK);
      endedAgain(first);
      assertThat(own.operator().said()).contains("came after this one");
      denied.awaits(RequestPhase.Rejected);
      assertThat(denied.record()).as(denied::told).isPresent();
      isPutBack(other, known);

      nextLeads();
      Path later = own.lab().backup();
      served(second::revoked);
      second.ended(EndingCause.Withdrawn);
      // What an operator remembers of a cluster that was put back is wrong, so it ends.
      own.lab().restore(later);
      Lab.await().untilAsserted(() -> assertThat(two.reads()).isEqualTo(200));
      Lab.await().until(() -> !own.operator().isRunning());
      assertThat(own.operator().said()).contains("the cluster was put back");
      own.operator().restart();
      Duration _ = two.refusedWithin(BROUGHT_BACK);
      endedAgain(second);
      assertThat(three.reads()).as(lasting::told).isEqualTo(200);
    }
    assertThat(log.reported(first).path("state").asText()).isEqualTo("removed");
  }

  /** Another process, which writes to the log. */
  private static void nextLeads() {
    own.operator().kill();
    long before = openings();
    own.operator().restart();
    Lab.await().until(() -> openings() > before);
  }

  private static long openings() {
    return own.operator().said().lines().filter(line -> line.contains("it can be written")).count();
  }

  /** Nobody offboarded it in the cluster that is there now. */
  private static void isPutBack(Offboarder other, AccessRecordStatus known) {
    AccessRecordStatus now = other.is(RecordPhase.Frozen);
    Offboarding before = Objects.requireNonNull(known.offboarding());
    Offboarding after = Objects.requireNonNull(now.offboarding());
    assertThat(after.by()).isEqualTo(before.by());
    assertThat(after.at()).isEqualTo(before.at());
    assertThat(after.message()).isEqualTo("the contract ended");
    assertThat(now.history().getFirst().reason()).isEqualTo("Restored");
    Asked anew = other.scene().asks("anew", "1h").awaits(RequestPhase.Rejected);
    assertThat(anew.told()).contains("SubjectOffboarded");
    assertThat(log.offboardings())
        .as("told once")
        .containsExactly("Offboarded " + other.ref().uid());
  }

  private static void endedAgain(Asked asked) {
    asked.ended(EndingCause.Revoked);
    assertThat(Objects.requireNonNull(asked.recorded().ending()).exactly()).isEqualTo("Restored");
  }

  /** An API server that has just begun does not serve what CRDs define at once. */
  private static void served(ThrowingRunnable act) {
    Lab.await().ignoreExceptionsInstanceOf(KubernetesClientException.class).untilAsserted(act);
  }

  private static void entered(Asked asked, String last) {
    Lab.await()
        .untilAsserted(() -> assertThat(log.events(asked)).as(asked::told).last().isEqualTo(last));
  }
}
