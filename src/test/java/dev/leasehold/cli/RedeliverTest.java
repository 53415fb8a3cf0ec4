package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.cli.Answers.Answer;
import dev.leasehold.cli.Answers.Call;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever has credentials delivered again knows which ones go on. */
final class RedeliverTest {
  private static final String LATER = "Active, expiresAt: '2999-01-01T00:00:00Z'";

  private final List<String> written = new CopyOnWriteArrayList<>();

  @TempDir Path directory;

  @Test
  void itIsShownWhichCredentialEndsAndWhichDoesNot() {
    Ran ran = run(LATER);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("Fresh credentials go into Secret report; the window stays.")
        .contains("Ends:           the credential before the one that is delivered now")
        .contains("Does not end:   the one that is delivered now")
        .contains("leasehold redeliver report -n team --leaked", "Deliver fresh credentials?")
        .doesNotContain("WARNING");
    assertThat(run("Active, expiresAt: '2026-01-01T00:00:00Z'").err())
        .contains("WARNING: a token of the API server is not made in the last 10 minutes");
    assertThat(written).isEmpty();
  }

  @Test
  void eachWishIsAnother() {
    for (int i = 0; i < 2; i++) {
      Ran ran = run(LATER, "--yes", "--reason", "lost");
      assertThat(ran.code()).isZero();
      assertThat(ran.out())
          .isEqualToIgnoringNewLines(
              "accessrequests.leasehold.dev/report asked for fresh credentials");
    }
    assertThat(written).hasSize(2).doesNotHaveDuplicates();
    assertThat(written)
        .allMatch(body -> body.matches(".*\"leasehold.dev/redeliver\":\"20[^ ]+Z lost\".*"));
  }

  @Test
  void whatLeakedEndsAndThatIsShown() {
    assertThat(run(LATER, "--leaked").err())
        .contains("Ends:           every credential that was delivered before")
        .doesNotContain("lives to its own end");
    String waits =
        "Active, conditions: [{type: CredentialsDelivered, status: 'False',"
            + " reason: RedeliverWaits, message: at most every 2m}]";
    assertThat(run(waits, "--leaked", "--yes", "--reason", "in a log").code()).isZero();
    assertThat(written)
        .singleElement()
        .asString()
        .matches(".*\"leasehold.dev/redeliver\":\"leaked 20[^ ]+Z in a log\".*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AwaitingApproval | nothing is delivered: the request is AwaitingApproval
          Ended | nothing is delivered: the request is Ended
          Active, conditions: [{type: CredentialsDelivered, status: 'False', reason: RedeliverWaits, message: at most every 2m}] | at most every 2m
          """)
  void whatWouldChangeNothingIsRefused(String status, String why) {
    assertThat(run(status, "--yes").last()).isEqualTo("leasehold: " + why);
    assertThat(written).isEmpty();
  }

  private Ran run(String status, String... more) {
    String[] words =
        Stream.of(List.of("redeliver", "report", "-n", "team"), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new);
    try (Answers api = new Answers(call -> answer(call, status))) {
      return api.refusing(directory, words);
    }
  }

  private Answer answer(Call call, String status) {
    if (call.method().equals("PATCH")) {
      written.add(call.body());
      return Answer.of(Map.of("metadata", Map.of("name", "report")));
    }
    return Answer.of(
        Serialization.unmarshal(
            """
            metadata: {name: report, namespace: team, uid: u1}
            spec:
              entitlement: {catalog: shop, name: reader}
              subject: {serviceAccountName: worker}
              duration: 1h
            status: {phase: %s}
            """
                .formatted(status),
            JsonNode.class));
  }
}
