package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.cli.Answers.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits gets an answer, whatever becomes of the request or of the watch. */
final class WaitTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "Active, True, 0",
    "Denied, False, 2",
    "Rejected, False, 3",
    "Lapsed, False, 5",
    "Withdrawn, False, 5",
    "Revoked, False, 5",
    "ActivationFailed, False, 5",
    "Ending, False, 5",
    "Ended, False, 5"
  })
  void whatIsDecidedNeedsNoWatch(String phase, String ready, int code) {
    try (Answers api = new Answers(_ -> request("u1", phase, ready))) {
      Ran ran = waited(api, "20s");
      assertThat(ran.code()).isEqualTo(code);
      assertThat(ran.out().lines()).containsExactly("team/report " + phase + ": as it is");
      assertThat(api.calls).hasSize(1);
    }
  }

  @Test
  void watchThatEndsIsBegunAgainAfterARead() {
    Queue<Answer> reads =
        new ArrayDeque<>(
            List.of(
                request("u1", "AwaitingApproval", "False"),
                request("u1", "AwaitingApproval", "False"),
                Answer.refusal(500, "etcd is changing its leader"),
                request("u1", "Active", "False"),
                request("u1", "Active", "True")));
    try (Answers api = new Answers(call -> call.watches() ? ended() : reads.remove())) {
      Ran ran = waited(api, "20s");
      assertThat(ran.code()).isZero();
      assertThat(ran.out().lines())
          .containsExactly(
              "team/report AwaitingApproval: as it is", "team/report Active: as it is");
      assertThat(reads).isEmpty();
      assertThat(api.calls).anyMatch(c -> c.contains("watch=true") && c.contains("Version=7"));
    }
  }

  /** The version that was read is too old to watch from, said in either way that there is. */
  @Test
  void watchFromAVersionThatIsGoneIsBegunAgainAfterARead() {
    List<Answer> afterEachRead =
        List.of(
            Answer.refusal(410, "too old resource version"),
            events(event("ERROR", Answer.refusal(410, "too old resource version"))),
            Answer.refusal(500, "etcd is changing its leader"),
            events(event("MODIFIED", request("u1", "Active", "True"))));
    AtomicInteger reads = new AtomicInteger();
    try (Answers api =
        new Answers(
            call -> {
              if (call.watches()) {
                return afterEachRead.get(reads.get() - 1);
              }
              reads.incrementAndGet();
              return request("u1", "AwaitingApproval", "False");
            })) {
      Ran ran = waited(api, "20s");
      assertThat(ran.err()).isEmpty();
      assertThat(ran.code()).isZero();
      assertThat(ran.out().lines())
          .containsExactly(
              "team/report AwaitingApproval: as it is", "team/report Active: as it is");
      assertThat(reads).hasValue(afterEachRead.size());
    }
  }

  @Test
  void eachChangeThatIsWatchedIsALine() {
    try (Answers api =
        new Answers(
            call ->
                call.watches()
                    ? events(
                        event("MODIFIED", request("u1", "Activating", "False")),
                        event("MODIFIED", request("u1", "Activating", "False")),
                        event("MODIFIED", request("u1", "Active", "True")))
                    : request("u1", "AwaitingApproval", "False"))) {
      Ran ran = waited(api, "20s");
      assertThat(ran.code()).isZero();
      assertThat(ran.out().lines())
          .containsExactly(
              "team/report AwaitingApproval: as it is",
              "team/report Activating: as it is",
              "team/report Active: as it is");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u2"})
  void whatIsDeletedOrReplacedHasEnded(String later) {
    Queue<Answer> reads =
        new ArrayDeque<>(
            List.of(
                request("u1", "AwaitingApproval", "False"),
                later.isEmpty() ? Answer.nothing() : request(later, "Active", "True")));
    try (Answers api = new Answers(call -> call.watches() ? ended() : reads.remove())) {
      Ran ran = waited(api, "20s");
      assertThat(ran.code()).isEqualTo(5);
      assertThat(ran.out()).endsWith("the request was deleted" + System.lineSeparator());
    }
  }

  /** One object a line, whatever is in it. */
  @Test
  void programsGetOneObjectForEachChange() throws IOException {
    Queue<Answer> reads =
        new ArrayDeque<>(List.of(request("u1", "AwaitingApproval", "False"), Answer.nothing()));
    try (Answers api = new Answers(call -> call.watches() ? ended() : reads.remove())) {
      Ran ran = waited(api, "20s", "-o", "json");
      assertThat(ran.code()).isEqualTo(5);
      List<String> lines = ran.out().lines().toList();
      assertThat(lines).hasSize(2);
      JsonNode first = new ObjectMapper().readTree(lines.getFirst());
      assertThat(first.path("namespace").asText()).isEqualTo("team");
      assertThat(first.path("phase").asText()).isEqualTo("AwaitingApproval");
      assertThat(first.path("reason").asText()).isEqualTo("X");
      assertThat(first.path("message").asText()).isEqualTo("as it is");
      assertThat(lines.getLast()).isEqualTo("{\"message\":\"the request was deleted\"}");
    }
  }

  @Test
  void itEndsWithTheTimeout() {
    try (Answers api =
        new Answers(
            call -> call.watches() ? ended() : request("u1", "AwaitingApproval", "False"))) {
      Ran ran = waited(api, "2s");
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.last()).contains("within 2s");
    }
  }

  @Test
  void whatCannotBeReadIsNoOutcome() {
    try (Answers api = new Answers(_ -> Answer.refusal(503, "not now"))) {
      assertThat(waited(api, "20s").code()).isEqualTo(1);
    }
    try (Answers api =
        new Answers(
            call ->
                call.watches() ? Answer.refusal(403, "no") : request("u1", "Pending", "False"))) {
      Ran ran = waited(api, "20s");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.last()).contains("you may not watch accessrequests", "in namespace team");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "soon", "-1s", ""})
  void timeoutThatIsNoTimeIsWrongUsage(String timeout) {
    try (Answers api = new Answers(_ -> request("u1", "Active", "True"))) {
      Ran ran = waited(api, timeout);
      assertThat(ran.code()).isEqualTo(64);
      assertThat(ran.err()).contains("is not a time such as 30s");
      assertThat(api.calls).isEmpty();
    }
  }

  private Ran waited(Answers api, String timeout, String... more) {
    List<String> words =
        new ArrayList<>(List.of("wait", "report", "-n", "team", "--timeout", timeout));
    words.addAll(List.of(more));
    return api.run(directory, words.toArray(String[]::new));
  }

  private static Answer ended() {
    return new Answer(200, "");
  }

  private static Answer events(String... lines) {
    return new Answer(200, String.join("\n", lines) + "\n");
  }

  private static String event(String type, Answer object) {
    return "{\"type\":\"%s\",\"object\":%s}".formatted(type, object.body());
  }

  private static Answer request(String uid, String phase, String ready) {
    return Answer.of(
        Map.of(
            "apiVersion",
            "leasehold.dev/v1alpha1",
            "kind",
            "AccessRequest",
            "metadata",
            Map.of("name", "report", "namespace", "team", "uid", uid, "resourceVersion", "7"),
            "spec",
            Map.of("duration", "1h"),
            "status",
            Map.of(
                "phase",
                phase,
                "conditions",
                List.of(
                    Map.of(
                        "type", "Ready", "status", ready, "reason", "X", "message", "as it is")))));
  }
}
