package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that somebody deleted is gone, whichever finalizer keeps the object. */
final class TerminatingIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final Duration SOON = Duration.ofSeconds(2);

  @Test
  void deletedRequestThatAFinalizerHoldsGivesNoAccess() {
    Asked asked = Scene.set(LAB.lab(), Terms.approved()).active("1h");
    Held.by(asked.as(People.ADMIN));
    try (Bearer bearer = asked.bearer()) {
      assertThat(bearer.works()).isTrue();
      asked.as(Scene.ASKER).delete();
      System.out.println("held request: refused after " + bearer.refusedWithin(SOON));
    }
    asked.ended(EndingCause.RequestDeleted);
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(Objects.requireNonNull(asked.recorded().ending()).message())
        .contains("cannot be told", "audit log");
    Lab.await().until(() -> asked.recorded().retainUntil() != null);
    assertThatThrownBy(asked::revoked).hasMessageContaining("it is over");
    Held.release(asked.as(People.ADMIN));
    Lab.await().until(() -> asked.as(People.ADMIN).get() == null);
    assertThat(asked.recorded().phase()).isEqualTo(RecordPhase.Ended);
  }

  @Test
  void deletedRequestThatNobodyHasDecidedIsClosedAndNeverGranted() {
    Asked asked = Scene.set(LAB.lab(), Terms.approved()).asks("nightly", "1h");
    asked.awaits(RequestPhase.AwaitingApproval);
    Held.by(asked.as(People.ADMIN));
    asked.as(Scene.ASKER).delete();
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(asked.record().orElseThrow().getSpec().outcome()).isEqualTo(RecordOutcome.Withdrawn);
    assertThat(Books.marked(LAB.lab(), asked.uid())).isEmpty();
    Held.release(asked.as(People.ADMIN));
    Lab.await().until(() -> asked.as(People.ADMIN).get() == null);
  }
}
