package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An operator that is killed before or after any of its calls, and one whose calls are answered in
 * vain, leaves nothing that it does not take up again: F01, F02, F03 against G1, G4, G5, G10.
 */
@InItsOwnLab
final class CrashIT {
  private static final long SEED = 20261124;
  private static final Duration SETTLED = Duration.ofSeconds(90);

  /** A catalog counts its grants some seconds after the last of them has changed. */
  private static final Duration CALM = Duration.ofSeconds(10);

  /** G10. */
  private static final Duration QUIET = Duration.ofSeconds(60);

  /** G1 through the sweep, not counting while there was no operator. */
  private static final Duration LATE = Duration.ofSeconds(16);

  /** Whoever was away for longer than activation may take rolls it back, which is right too. */
  private static final Set<RequestPhase> DECIDED =
      Set.of(RequestPhase.Active, RequestPhase.ActivationFailed);

  @Test
  void whateverIsCutShortIsTakenUpAgainAndEndsInTime() {
    Plan plan =
        Optional.ofNullable(System.getProperty("crash.plan"))
            .map(Plan::parse)
            .orElseGet(() -> Plan.of(SEED));
    System.out.println("crash: -Dcrash.plan='" + plan + "'");
    Sabotage sabotage = new Sabotage(plan);
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
      try (Proxy proxy = Proxy.before(lab, sabotage);
          Operator operator = Operator.startBehind(proxy, lab, Map.of());
          Keeper keeper = Keeper.of(operator)) {
        Scene scene = Scene.set(lab, Terms.automatic());
        sabotage.begin(operator);
        List<Asked> due = ask(scene, "due", "25s", "30s", "35s");
        List<Asked> revoked = ask(scene, "revoked", "1h", "1h");
        List<Asked> deleted = ask(scene, "deleted", "1h", "1h", "1h");
        List<Asked> lasting = ask(scene, "lasting", "1h", "1h");
        List<Asked> longer = Stream.of(revoked, deleted, lasting).flatMap(List::stream).toList();
        longer.forEach(asked -> decided(asked, keeper));
        revoked.stream().filter(CrashIT::isActive).forEach(Asked::revoked);
        deleted.forEach(asked -> asked.as(Scene.ASKER).delete());
        lasting.getFirst().annotate(Scene.ASKER, "leasehold.dev/redeliver", "again");
        due.forEach(asked -> endedInTime(asked, keeper));
        Stream.of(revoked, deleted).flatMap(List::stream).forEach(CrashIT::ended);
        Asked after = scene.asks("after", "1h");
        Lab.await().atMost(SETTLED).untilAsserted(() -> assertThat(isActive(after)).isTrue());
        Books.settled(lab, SETTLED);
        assertThat(sabotage.open()).as("what of the plan did not happen").isEmpty();
        rests(lab, sabotage);
        onlyWhatIsRecordedWorks(
            scene, sabotage, Stream.concat(lasting.stream(), Stream.of(after)).toList());
        System.out.printf(
            "MEASURED crash: %d kills, %d calls, %d tokens%n",
            sabotage.kills(), sabotage.calls().size(), sabotage.tokens().size());
      }
    }
  }

  private static List<Asked> ask(Scene scene, String name, String... durations) {
    return IntStream.range(0, durations.length)
        .mapToObj(i -> scene.asks(name + "-" + i, durations[i]))
        .toList();
  }

  private static void decided(Asked asked, Keeper keeper) {
    Lab.await()
        .atMost(SETTLED)
        .untilAsserted(
            () ->
                assertThat(asked.phase())
                    .as(asked::told)
                    .hasValueSatisfying(phase -> assertThat(phase).isIn(DECIDED)));
    keeper.requireWell();
  }

  private static boolean isActive(Asked asked) {
    return asked.phase().filter(RequestPhase.Active::equals).isPresent();
  }

  private static void ended(Asked asked) {
    Lab.await()
        .atMost(SETTLED)
        .untilAsserted(
            () ->
                assertThat(asked.recorded().phase()).as(asked::told).isEqualTo(RecordPhase.Ended));
    assertThat(asked.recorded().targets()).allSatisfy(t -> assertThat(t.proof()).isNotBlank());
  }

  private static void endedInTime(Asked asked, Keeper keeper) {
    ended(asked);
    Instant end = asked.end();
    Instant ended = Instant.parse(Objects.requireNonNull(asked.recorded().endedAt()));
    EndingCause cause = Objects.requireNonNull(asked.recorded().ending()).cause();
    Duration away = keeper.away(end, ended);
    System.out.printf(
        "crash: %s late by %s, of which nobody was there %s%n",
        cause, Duration.between(end, ended), away);
    assertThat(ended).isBeforeOrEqualTo(end.plus(LATE).plus(away));
    if (cause == EndingCause.Expired) {
      assertThat(ended).isAfterOrEqualTo(end);
    }
  }

  /** G10: not even a write that would change nothing is tried. */
  private static void rests(Lab lab, Sabotage sabotage) {
    Lab.await().atMost(SETTLED).until(() -> calm(lab, sabotage));
    List<String> before = sabotage.calls();
    Books.quiet(lab, QUIET);
    assertThat(sabotage.calls()).isEqualTo(before);
  }

  private static boolean calm(Lab lab, Sabotage sabotage) {
    List<String> before = sabotage.calls();
    Books.quiet(lab, CALM);
    return sabotage.calls().equals(before);
  }

  /** Of all tokens that were ever issued, those work that live records name, and no others. */
  private static void onlyWhatIsRecordedWorks(Scene scene, Sabotage sabotage, List<Asked> live) {
    Set<String> current = new TreeSet<>();
    Set<String> recorded = new TreeSet<>();
    for (Asked asked : live.stream().filter(CrashIT::isActive).toList()) {
      AccessRecordStatus status = asked.recorded();
      Credential credential =
          Objects.requireNonNull(status.targets().getFirst().credential(), "credential");
      current.add(String.valueOf(credential.jti()));
      recorded.add(String.valueOf(credential.jti()));
      Credential previous = status.targets().getFirst().previousCredential();
      if (previous != null) {
        recorded.add(String.valueOf(previous.jti()));
      }
      try (Bearer bearer = asked.bearer()) {
        assertThat(bearer.works()).isTrue();
      }
    }
    List<String> working = new ArrayList<>();
    for (String token : sabotage.tokens()) {
      try (Bearer bearer =
          new Bearer(scene.lab().clientOf(scene.lab().tokenKubeconfig(token)), scene.shop())) {
        if (bearer.works()) {
          working.add(jti(token));
        }
      }
    }
    assertThat(sabotage.tokens()).isNotEmpty();
    assertThat(working).containsAll(current).isSubsetOf(recorded);
  }

  private static String jti(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    String text = new String(claims, StandardCharsets.UTF_8);
    return Serialization.unmarshal(text, JsonNode.class).path("jti").asText();
  }
}
