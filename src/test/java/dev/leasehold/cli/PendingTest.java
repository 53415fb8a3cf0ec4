package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.cli.Answers.Answer;
import dev.leasehold.cli.Answers.Call;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many requests there are, the list ends. */
final class PendingTest {
  private static final String REQUESTS = "/accessrequests";
  private static final int PAGE = 100;

  @TempDir Path directory;

  @Test
  void looksAtNoMoreThanAThousandAndSaysWhatToDo() {
    try (Answers api = new Answers(call -> answer(call, _ -> "reader", true))) {
      Ran ran = api.run(directory, "pending");
      assertThat(ran.code()).isZero();
      assertThat(ran.out().lines()).hasSize(1001);
      assertThat(ran.out()).contains("by 2026-11-28T10:00:00Z");
      assertThat(ran.last()).contains("more than 1000", "-n");
      assertThat(lists(api))
          .hasSize(10)
          .allMatch(call -> call.contains("limit=100") && call.contains("settled!=true"));
      assertThat(lists(api).getLast()).contains("continue=900");
      assertThat(questions(api)).isEqualTo(1);
      assertThat(api.run(directory, "pending", "-n", "team").last())
          .contains("more than 1000", "namespace team");
    }
  }

  @Test
  void asksNoMoreThanAHundredTimesWhetherTheCallerMay() {
    try (Answers api = new Answers(call -> answer(call, i -> "e" + i, false))) {
      Ran ran = api.run(directory, "pending");
      assertThat(ran.out().lines()).hasSize(1 + PAGE);
      assertThat(questions(api)).isEqualTo(PAGE);
      assertThat(ran.last()).contains("101 others", "--all");
      Ran all = api.run(directory, "pending", "--all");
      assertThat(all.out().lines()).hasSize(202);
      assertThat(all.err()).isEmpty();
      assertThat(questions(api)).isEqualTo(PAGE);
    }
  }

  @Test
  void whoMayNotListEverywhereIsToldToNameANamespace() {
    try (Answers api =
        new Answers(
            call ->
                call.is("GET", REQUESTS)
                    ? Answer.refusal(403, "accessrequests is forbidden: at the cluster scope")
                    : answer(call, _ -> "reader", false))) {
      Ran ran = api.run(directory, "pending");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.last()).contains("at the cluster scope", "name a namespace with -n");
      assertThat(api.run(directory, "pending", "-n", "team").last()).doesNotContain("-n");
    }
  }

  private static List<String> lists(Answers api) {
    return api.calls.stream().filter(call -> call.contains(REQUESTS)).toList();
  }

  private static long questions(Answers api) {
    return api.calls.stream().filter(call -> call.contains("selfsubjectaccessreviews")).count();
  }

  /** Pages of a hundred without end, or 201 requests in three pages. */
  private static Answer answer(Call call, IntFunction<String> entitlement, boolean endless) {
    if (call.is("POST", "/selfsubjectreviews")) {
      return Answer.of(Map.of("status", Map.of("userInfo", Map.of("username", "olga"))));
    }
    if (call.is("POST", "/selfsubjectaccessreviews")) {
      return Answer.of(Map.of("status", Map.of("allowed", true)));
    }
    if (!call.is("GET", REQUESTS)) {
      return Answer.nothing();
    }
    int from =
        call.query().contains("continue=")
            ? Integer.parseInt(call.query().replaceAll("^.*continue=([0-9]+).*$", "$1"))
            : 0;
    int to = endless ? from + PAGE : Math.min(from + PAGE, 201);
    String next = endless || to < 201 ? Integer.toString(to) : "";
    return Answer.of(
        Map.of(
            "metadata",
            Map.of("continue", next),
            "items",
            IntStream.range(from, to).mapToObj(i -> request(i, entitlement.apply(i))).toList()));
  }

  private static Map<String, ?> request(int number, String entitlement) {
    return Map.of(
        "metadata",
        Map.of("name", "r" + number, "namespace", "team", "uid", "u" + number),
        "spec",
        Map.of(
            "entitlement",
            Map.of("catalog", "shop", "name", entitlement),
            "subject",
            Map.of("serviceAccountName", "worker"),
            "duration",
            "1h"),
        "status",
        Map.of("phase", "AwaitingApproval", "offer", offer()));
  }

  private static Map<String, ?> offer() {
    return Map.of(
        "digest",
        "ab".repeat(32),
        "decideBy",
        "2026-11-28T10:00:00Z",
        "roles",
        List.of("owner"),
        "approvals",
        List.of(Map.of("role", "owner", "needed", 1, "given", 0)));
  }
}
