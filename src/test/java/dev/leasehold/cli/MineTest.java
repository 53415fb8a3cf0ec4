package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.cli.Answers.Answer;
import dev.leasehold.cli.Answers.Call;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody asked for, and nothing that others did. */
final class MineTest {
  @TempDir Path directory;

  @Test
  void whatWasAskedForIsListedWithItsEndAndWhatToDo() {
    try (Answers api = new Answers(MineTest::few)) {
      Ran ran = api.run(directory, "mine");
      assertThat(ran.code()).isZero();
      assertThat(ran.out().lines().map(String::strip))
          .containsExactly(
              "team/applied  AwaitingApproval  shop.reader for worker  decide by"
                  + " 2026-11-28T10:00:00Z",
              "Next: Somebody other than the requester must approve it (owner 0 of 1 agreed) by"
                  + " 2026-11-28T10:00:00Z: leasehold approve applied -n team",
              "team/named  Active  shop.reader for worker  until 2026-11-28T11:00:00Z",
              "Next: Nothing: the access can be used until 2026-11-28T11:00:00Z",
              "team/fresh  not looked at yet  shop.reader for worker",
              "Next: Wait a moment: the operator has not looked at it yet. If that stays so, ask"
                  + " whoever runs Leasehold whether the operator is up");
      assertThat(api.calls.getLast()).contains("settled!=true", "limit=100");
      JsonNode read =
          Serialization.unmarshal(api.run(directory, "mine", "-o", "json").out(), JsonNode.class);
      assertThat(read.at("/requests")).hasSize(3);
      assertThat(read.at("/requests/1/when").textValue()).isEqualTo("until 2026-11-28T11:00:00Z");
      assertThat(api.run(directory, "mine", "-o", "name").out().lines())
          .contains("accessrequests.leasehold.dev/named");
      assertThat(api.run(directory, "mine", "--all").code()).isZero();
      assertThat(api.calls.getLast()).doesNotContain("settled");
    }
  }

  @Test
  void howeverManyThereAreItEndsAndSaysSo() {
    try (Answers api = new Answers(MineTest::endless)) {
      Ran ran = api.run(directory, "mine");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .contains("None of these requests is yours, olga", "--all")
          .contains("more than 1000 open requests", "name a namespace with -n");
      assertThat(api.calls).hasSize(11);
    }
  }

  private static Answer few(Call call) {
    return answer(
        call,
        Map.of(
            "metadata",
            Map.of(),
            "items",
            List.of(
                request("fresh", "olga", "{}"),
                request("others", "rita", "{phase: Active}"),
                request(
                    "named",
                    "ci, olga",
                    "{phase: Active, expiresAt: '2026-11-28T11:00:00Z', " + READY),
                request("applied", "Olga", "{phase: AwaitingApproval, " + OFFER + READY))));
  }

  private static final String READY =
      "conditions: [{type: Ready, status: 'True', reason: AwaitingApproval, message: m}]}";

  private static final String OFFER =
      "offer: {digest: abc, decideBy: '2026-11-28T10:00:00Z',"
          + " approvals: [{role: owner, needed: 1, given: 0}]}, ";

  private static Answer endless(Call call) {
    return answer(
        call,
        Map.of(
            "metadata",
            Map.of("continue", "more"),
            "items",
            IntStream.range(0, 100).mapToObj(i -> request("r" + i, "rita", "{}")).toList()));
  }

  private static Answer answer(Call call, Object list) {
    if (call.is("POST", "/selfsubjectreviews")) {
      return Answer.of(Map.of("status", Map.of("userInfo", Map.of("username", "olga"))));
    }
    return call.is("GET", "/accessrequests") ? Answer.of(list) : Answer.nothing();
  }

  /** Of {@code by} the first applied it, and the last is who asked. */
  private static JsonNode request(String name, String by, String status) {
    String[] names = by.split(", ", -1);
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata:
          name: %s
          namespace: team
          annotations: {leasehold.dev/applied-by: %s, leasehold.dev/requested-by: %s}
        spec:
          entitlement: {catalog: shop, name: reader}
          subject: {serviceAccountName: worker}
          duration: 1h
        %s
        """
            .formatted(
                name,
                names[0],
                names[names.length - 1],
                status.equals("{}") ? "" : "status: " + status),
        JsonNode.class);
  }
}
