package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Proxy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Whatever people say of requests is heard without any event of them: F10, F12, F41. */
final class UnwatchedIT {
  /** A round every 15 s, and what an ending takes. */
  private static final Duration SWEPT = Duration.ofSeconds(25);

  /**
   * From a watch's end to its next beginning, at the median: 20 ms after which it is asked for
   * (decision 0057) and a connection, on a machine that has much else to do. By default it is 1 s
   * before that.
   */
  private static final Duration GAP = Duration.ofMillis(900);

  @Test
  void whatIsRevokedOrDeletedWhileWatchesAreSilentOrNobodyIsThereEnds() {
    Silence silence = new Silence();
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
      try (Proxy proxy = Proxy.before(lab, silence)) {
        Scene scene = Scene.set(lab, Terms.automatic());
        Asked lost = scene.asks("lost", "1h");
        try (Operator operator = Operator.startBehind(proxy, lab, Map.of())) {
          sweepSees(scene, silence);
          lost.active();
          operator.requireRunning();
        }
        silence.begun = false;
        heldAndDeleted(lost);
        lost.revoked();
        try (Operator operator = Operator.startBehind(proxy, lab, Map.of())) {
          lost.ended(EndingCause.Withdrawn, SWEPT);
          watchesComeBack(silence);
          operator.requireRunning();
        }
      }
    }
  }

  private static void sweepSees(Scene scene, Silence silence) {
    Asked revoked = scene.asks("revoked", "1h").active();
    Asked deleted = scene.asks("deleted", "1h").active();
    Asked held = scene.asks("held", "1h").active();
    silence.begun = true;
    revoked.revoked();
    deleted.as(Scene.ASKER).delete();
    heldAndDeleted(held);
    long begun = System.nanoTime();
    revoked.ended(EndingCause.Withdrawn, SWEPT);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println("unwatched: revoked and ended after " + took);
    List.of(deleted, held).forEach(it -> it.ended(EndingCause.RequestDeleted, SWEPT));
    assertThat(silence.silenced).isTrue();
  }

  private static void watchesComeBack(Silence silence) {
    List<Duration> gaps = silence.kinds().stream().map(silence::gap).sorted().toList();
    System.out.println("unwatched: watches cut, and opened again after " + gaps);
    assertThat(gaps).hasSizeGreaterThan(8);
    assertThat(gaps.get(gaps.size() / 2)).isLessThanOrEqualTo(GAP);
  }

  private static void heldAndDeleted(Asked asked) {
    Held.by(asked.as(People.ADMIN));
    asked.as(Scene.ASKER).delete();
  }

  /** Everything is done and answered, but from some time on no watch of requests says anything. */
  private static final class Silence implements Proxy.Disturbance {
    private volatile boolean begun;
    private volatile boolean silenced;
    private final Map<String, Watch> open = new ConcurrentHashMap<>();

    /** One that has begun, and when. */
    private record Watch(Closeable connection, long begun) {}

    @Override
    public void opened(Proxy.Call watch, Closeable connection) {
      String kind = watch.path().replaceFirst("\\?.*", "");
      open.put(kind, new Watch(connection, System.nanoTime()));
    }

    List<String> kinds() {
      return open.keySet().stream().sorted().toList();
    }

    /** Breaks the latest watch of a kind, and returns after how long there is another. */
    Duration gap(String kind) {
      Watch before = Objects.requireNonNull(open.get(kind));
      long cut = System.nanoTime();
      try {
        before.connection().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Lab.await().until(() -> !before.equals(open.get(kind)));
      return Duration.ofNanos(Objects.requireNonNull(open.get(kind)).begun() - cut);
    }

    @Override
    public boolean silences(Proxy.Call call) {
      boolean silent =
          begun && call.path().contains("/accessrequests?") && call.path().contains("watch=true");
      silenced |= silent;
      return silent;
    }

    @Override
    public Proxy.Treatment treat(Proxy.Call call) {
      return Proxy.Treatment.PASS;
    }

    @Override
    public void answered(Proxy.Call call, int code, String body) {}
  }
}
