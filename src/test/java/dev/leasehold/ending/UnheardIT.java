package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An API server that takes no Events delays neither a repair nor an end that is told of first. */
final class UnheardIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void whoeverTellsOfItDoesNotWaitToBeHeard() {
    Deaf deaf = new Deaf();
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
      try (Proxy proxy = Proxy.before(lab, deaf);
          Operator operator = Operator.startBehind(proxy, lab, Map.of())) {
        Asked asked = Scene.set(lab, Terms.automatic()).asks("nightly", "1h").active();
        asked.binding().delete();
        Lab.await().atMost(SOON).until(() -> asked.binding().get() != null);
        Asked stuck = asked.scene().asks("stuck", "1h").active();
        Held.by(stuck.binding());
        stuck.revoked();
        Lab.await()
            .atMost(SOON)
            .until(() -> stuck.recordedCondition("RevocationFailed").isPresent());
        Held.release(stuck.binding());
        stuck.ended(EndingCause.Withdrawn);
        operator.requireRunning();
        assertThat(deaf.refused).hasPositiveValue();
      }
    }
  }

  /** Never answers to an Event, and to everything else as ever. */
  private static final class Deaf implements Proxy.Disturbance {
    private final AtomicInteger refused = new AtomicInteger();

    @Override
    public boolean counts(Proxy.Call call) {
      return call.method().equals("POST") && call.path().endsWith("/events");
    }

    @Override
    public Proxy.Treatment treat(Proxy.Call call) {
      refused.incrementAndGet();
      return Proxy.Treatment.DROP;
    }

    @Override
    public void answered(Proxy.Call call, int code, String body) {}
  }
}
