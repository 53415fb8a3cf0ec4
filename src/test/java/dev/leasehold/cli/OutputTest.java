package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.cli.Answers.Answer;
import dev.leasehold.cli.Answers.Call;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs read of the commands. */
final class OutputTest {
  /** Red, on a terminal that takes it; and text that is written from right to left. */
  private static final String EVIL = "\u001b[31m\u009b31m\u202efdp";

  private final Answers api = new Answers(OutputTest::answer);

  @TempDir Path directory;

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "yaml"})
  void showPrintsTheRequestAndNothingThatMovesTheTerminal(String format) {
    Ran ran = api.run(directory, "show", "report", "-n", "team", "-o", format);
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).doesNotContain("\u001b", "\u009b", "\u202e", "managedFields");
    JsonNode read = Serialization.unmarshal(ran.out(), JsonNode.class);
    assertThat(read.at("/kind").textValue()).isEqualTo("AccessRequest");
    assertThat(read.at("/spec/justification").textValue()).isEqualTo("zurück");
    assertThat(read.at("/metadata/annotations/note").textValue())
        .isEqualTo(format.equals("json") ? EVIL : "\ufffd[31m\ufffd31m\ufffdfdp");
    assertThat(read.at("/status/offer/decideBy").textValue()).isEqualTo("2026-11-28T10:00:00Z");
  }

  @Test
  void whyPrintsVerdictsAndTheNextStep() {
    JsonNode read = read("why", "report", "-n", "team", "-o", "json");
    assertThat(read.at("/phase").textValue()).isEqualTo("AwaitingApproval");
    assertThat(read.at("/rules/0/rule").textValue()).isEqualTo("duration");
    assertThat(read.at("/rules/0/result").textValue()).isEqualTo("Holds");
    assertThat(read.at("/next").textValue()).endsWith("leasehold approve report -n team");
  }

  @Test
  void pendingPrintsOneEntryForEachRequest() {
    JsonNode read = read("pending", "-o", "yaml");
    assertThat(read.at("/requests")).hasSize(1);
    assertThat(read.at("/requests/0/name").textValue()).isEqualTo("report");
    assertThat(read.at("/requests/0/do").textValue()).isEqualTo("approve");
    assertThat(read.at("/requests/0/by").textValue()).isEqualTo("2026-11-28T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "show report -n team", "why report -n team"})
  void nameIsWhatKubectlTakes(String words) {
    assertThat(api.run(directory, (words + " -o name").split(" ", -1)).out().lines())
        .containsExactly("accessrequests.leasehold.dev/report");
  }

  @Test
  void anotherFormatIsRefused() {
    Ran ran = api.run(directory, "pending", "-o", "xml");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("xml", "json, yaml, name");
  }

  private JsonNode read(String... words) {
    return Serialization.unmarshal(api.run(directory, words).out(), JsonNode.class);
  }

  private static Answer answer(Call call) {
    if (call.is("POST", "/selfsubjectreviews")) {
      return Answer.of(Map.of("status", Map.of("userInfo", Map.of("username", "olga"))));
    }
    if (call.is("POST", "/selfsubjectaccessreviews")) {
      return Answer.of(Map.of("status", Map.of("allowed", true)));
    }
    return call.path().endsWith("/report")
        ? Answer.of(request())
        : Answer.of(Map.of("metadata", Map.of(), "items", List.of(request())));
  }

  private static JsonNode request() {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata:
          name: report
          namespace: team
          annotations: {note: "%s"}
          managedFields: [{manager: somebody}]
        spec:
          entitlement: {catalog: shop, name: reader}
          subject: {serviceAccountName: worker}
          duration: 1h
          justification: zurück
        status:
          phase: AwaitingApproval
          conditions: [{type: Ready, status: "False", reason: AwaitingApproval, message: waits}]
          decision: [{rule: duration, result: Holds}]
          offer:
            digest: %s
            decideBy: "2026-11-28T10:00:00Z"
            roles: [owner]
            approvals: [{role: owner, needed: 1, given: 0}]
        """
            .formatted("\\x1b[31m\\x9b31m\\u202efdp", "ab".repeat(32)),
        JsonNode.class);
  }
}
