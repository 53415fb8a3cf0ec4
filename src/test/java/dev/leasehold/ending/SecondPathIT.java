package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What ails one client of the operator, or one kind of its writes, puts no ending off. */
final class SecondPathIT {
  /** A round every 15 s, and a second for the look itself. */
  private static final Duration SWEPT = Duration.ofSeconds(17);

  /** A deadline is kept by the events' path. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private static final Duration BACK = Duration.ofSeconds(45);

  @Test
  void accessEndsThoughTheOtherClientHangsAndThoughNoStatusCanBeWritten() {
    Hanging hanging = new Hanging();
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
      try (Proxy proxy = Proxy.before(lab, hanging);
          Operator operator = Operator.startBehind(proxy, lab, Map.of())) {
        Scene scene = Scene.set(lab, Terms.automatic());
        Asked unwritten = scene.asks("unwritten", "12s").active();
        Asked swept = scene.asks("swept", "24s").active();
        Asked lasting = scene.asks("lasting", "1h").active();
        Instant due = unwritten.end();
        hanging.hangs(call -> call.method().equals("PUT") && call.path().contains("/status"));
        isCut(unwritten, AT_ONCE);
        assertThat(unwritten.recorded().phase()).isNotEqualTo(RecordPhase.Ended);
        assertThat(Instant.now()).isBefore(due.plusSeconds(10));
        hanging.hangs(Hanging::isTheOthers);
        isCut(swept, SWEPT);
        assertThat(hanging.hung.get()).isPositive();
        hanging.hangs(call -> false);
        swept.ended(EndingCause.Expired, BACK);
        unwritten.ended(EndingCause.Expired, BACK);
        lasting.active();
        operator.requireRunning();
      }
    }
  }

  private static void isCut(Asked asked, Duration late) {
    Instant end = asked.end();
    Lab.await()
        .atMost(Duration.between(Instant.now(), end).plus(late))
        .until(() -> asked.binding().get() == null);
    System.out.println(
        "second path: %s was cut %s after its end"
            .formatted(asked.name(), Duration.between(end, Instant.now())));
  }

  /** Takes some calls and never answers them. */
  private static final class Hanging implements Proxy.Disturbance {
    private final AtomicInteger hung = new AtomicInteger();
    private volatile Predicate<Proxy.Call> which = call -> false;

    void hangs(Predicate<Proxy.Call> calls) {
      which = calls;
    }

    /** Not its Lease: it stays the one that works. Its watches are open already. */
    static boolean isTheOthers(Proxy.Call call) {
      return !call.agent().equals("leasehold-sweep")
          && !call.path().contains("/leases")
          && !call.path().contains("watch=true");
    }

    @Override
    public boolean counts(Proxy.Call call) {
      return which.test(call);
    }

    @Override
    public Proxy.Treatment treat(Proxy.Call call) {
      int _ = hung.incrementAndGet();
      return Proxy.Treatment.HANG;
    }

    @Override
    public void answered(Proxy.Call call, int code, String body) {}
  }
}
