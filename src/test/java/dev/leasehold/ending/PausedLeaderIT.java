package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * F34: whoever was away for longer than its lease spoils nothing when it comes back, and begins
 * nothing (G12).
 */
@Isolated
final class PausedLeaderIT {
  private static final Duration TAKEN_OVER = Duration.ofSeconds(20);

  private static boolean changesAccess(String call) {
    return !call.startsWith("GET ")
        && Stream.of("/secrets", "/serviceaccounts", "/rolebindings", "/accessrecords")
            .anyMatch(call::contains);
  }

  @Test
  void whoWakesUpAfterItsLeaseEndsAndWhatTheOtherHasDoneStands() {
    Pause pause = new Pause();
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
      try (Proxy proxy = Proxy.before(lab, pause);
          Operator one = Operator.startBehind(proxy, lab, Map.of("POD_NAME", "one"));
          Operator two = Operator.start(lab, Map.of("POD_NAME", "two"))) {
        Scene scene = Scene.set(lab, Terms.automatic());
        Asked before = scene.asks("before", "1h").active();
        assertThat(Leader.of(lab)).isEqualTo("one");
        pause.atToken(one.pid());
        Asked during = scene.asks("during", "1h");
        Lab.await().until(pause::isPaused);
        Lab.await().atMost(TAKEN_OVER).until(() -> Leader.of(lab).equals("two"));
        Asked due = scene.asks("due", "15s");
        List.of(due, during).forEach(Asked::active);
        String token = during.token();
        due.ended(EndingCause.Expired);
        List<String> calls = pause.calls();
        pause.resume();
        Lab.await().until(() -> !one.isRunning());
        List<String> more = pause.calls().stream().skip(calls.size()).toList();
        assertThat(more).filteredOn(PausedLeaderIT::changesAccess).isEmpty();
        assertThat(during.token()).isEqualTo(token);
        List.of(before, during)
            .forEach(
                asked -> {
                  try (Bearer bearer = asked.bearer()) {
                    assertThat(bearer.works()).isTrue();
                  }
                });
        Books.settled(lab, Duration.ofSeconds(30));
        two.requireRunning();
        scene.asks("after", "1h").active();
      }
    }
  }
}
