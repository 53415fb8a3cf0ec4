package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.metrics.Label;
import dev.leasehold.metrics.Metric;
import io.fabric8.kubernetes.api.model.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people who run the operator see of it: probes, metrics, and Events on what went wrong. */
final class MonitoringIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  @Test
  void probesAnswerAndTellWhetherTheGuardIsLive() {
    for (String probe : List.of("started", "live", "ready")) {
      assertThat(answer("/q/health/" + probe).statusCode()).as(probe).isEqualTo(200);
    }
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(answer("/q/health/ready").body())
                    .containsPattern("\"working\": true")
                    .containsPattern("\"guardLive\": true"));
  }

  /**
   * Run by hand, as here; 127.0.0.2 is this machine too, but not the address that it listens on.
   */
  @Test
  void nobodyElseOnTheNetworkReachesAnOperatorThatIsRunByHand() throws IOException {
    URI health = LAB.operator().management("/q/health/live");
    try (Socket socket = new Socket()) {
      assertThatThrownBy(
              () -> socket.connect(new InetSocketAddress("127.0.0.2", health.getPort()), 1000))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void endingsAreCountedByTheirCause() {
    double before = counted("leasehold_grants_ended_total", "cause=\"Withdrawn\"");
    Asked asked = Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", "1h").active();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    Lab.await()
        .until(() -> counted("leasehold_grants_ended_total", "cause=\"Withdrawn\"") > before);
  }

  /** What is not there before its first event would not be seen to grow by it. */
  @Test
  void everyMetricOfTheReferenceIsScrapedWithItsHelpAndNoOther() {
    Lab.await()
        .until(
            () -> counted("leasehold_leader", "") == 1 && counted("leasehold_guard_live", "") == 1);
    String page = answer("/q/metrics").body();
    Set<String> told =
        new Scanner(page)
            .findAll(Pattern.compile("(?m)^# HELP (leasehold_\\w+) .*\\S"))
            .map(found -> found.group(1).replaceFirst("_max$", ""))
            .collect(Collectors.toSet());
    Set<String> wanted =
        Arrays.stream(Metric.values())
            .filter(metric -> !NEEDING_MORE.contains(metric.labels()))
            .map(metric -> metric.exposed().replaceFirst("_total$", ""))
            .collect(Collectors.toSet());
    assertThat(told).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void aLifeWithoutTroubleIsThreeEventsOnTheRequest() {
    Asked asked = Scene.set(LAB.lab(), Terms.approved()).asks("nightly", "1h").approved().active();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(events(asked))
                    .extracting(Event::getReason)
                    .containsExactlyInAnyOrder("AwaitingApproval", "Active", "Withdrawn"));
    assertThat(events(asked)).extracting(Event::getType).containsOnly("Normal");
    assertThat(events(asked))
        .extracting(Event::getMessage)
        .anyMatch(said -> said.endsWith("; approved by ending-owner"))
        .anyMatch(said -> said.equals("by ending-asker: no longer needed"));
  }

  @Test
  void whatCannotBeRemovedIsAnEventOnTheRequestAndCounted() {
    double before = counted("leasehold_trouble_total", "what=\"RevocationFailed\"");
    Asked asked = Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", "1h").active();
    Held.by(asked.binding());
    asked.revoked();
    Lab.await().untilAsserted(() -> assertThat(warnings(asked)).isNotEmpty());
    assertThat(warnings(asked))
        .allSatisfy(
            event -> {
              assertThat(event.getReason()).isEqualTo("RevocationFailed");
              assertThat(event.getMessage()).contains(Held.BY);
            });
    Lab.await()
        .until(() -> counted("leasehold_trouble_total", "what=\"RevocationFailed\"") > before);
    Held.release(asked.binding());
    asked.ended(EndingCause.Withdrawn);
  }

  private static List<Event> warnings(Asked asked) {
    return events(asked).stream().filter(event -> event.getType().equals("Warning")).toList();
  }

  private static List<Event> events(Asked asked) {
    return asked
        .scene()
        .admin()
        .v1()
        .events()
        .inNamespace(asked.scene().name())
        .withField("involvedObject.uid", asked.uid())
        .list()
        .getItems();
  }

  /** There are only where the chart names some. */
  private static final Set<List<Label>> NEEDING_MORE =
      Set.of(List.of(Label.SINK), List.of(Label.CONNECTION), List.of(Label.WITNESS));

  /** What a counter with this label stands at; 0 before it was first used. */
  private static double counted(String name, String label) {
    Pattern line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*" + label + "[^}]*}|) (\\S+)$");
    return new Scanner(answer("/q/metrics").body())
        .findAll(line)
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .sum();
  }

  private static HttpResponse<String> answer(String path) {
    return LAB.operator().answer(path);
  }
}
