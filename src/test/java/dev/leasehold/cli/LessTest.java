package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.cli.Answers.Answer;
import dev.leasehold.cli.Answers.Call;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may not approve is told so before they limit anything. */
final class LessTest {
  private static final String DIGEST = "ab".repeat(32);
  private static final String DENIED =
      "accessrequests.leasehold.dev \"report\" is forbidden: ValidatingAdmissionPolicy"
          + " 'leasehold-approvals' with binding 'leasehold-approvals' denied request: nobody"
          + " approves for themselves";

  @TempDir Path directory;

  @Test
  void requesterIsRefusedBeforeAnythingIsAskedOrWritten() {
    for (int code : new int[] {403, 422}) {
      try (Answers api = new Answers(call -> answer(call, "rita", Optional.of(code)))) {
        Ran ran = approve(api);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
            .contains("nothing was written: nobody approves for themselves")
            .doesNotContain("Limit this");
        assertThat(written(api)).isEmpty();
      }
    }
  }

  @Test
  void whoMayApproveIsAskedAfterAnOrderlyRehearsal() {
    try (Answers api = new Answers(call -> answer(call, "olga", Optional.empty()))) {
      Ran ran = approve(api);
      assertThat(ran.err()).contains("Limit this to duration=30m", "nothing was written");
      assertThat(rehearsed(api)).hasSize(1).first().asString().contains("/report?");
      assertThat(written(api)).isEmpty();
    }
  }

  /** The guard would not let them approve the same twice; of less they may think again. */
  @Test
  void whoHasApprovedThisOfferMayAcceptLess() {
    try (Answers api = new Answers(call -> answer(call, "otto", Optional.of(403)))) {
      Ran ran = approve(api);
      assertThat(ran.err()).contains("Limit this to duration=30m");
      assertThat(rehearsed(api)).isEmpty();
    }
  }

  @Test
  void apiServerThatFailsIsNoRefusal() {
    try (Answers api = new Answers(call -> answer(call, "olga", Optional.of(500)))) {
      Ran ran = approve(api);
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err()).doesNotContain("Limit this", "would be refused");
      assertThat(written(api)).isEmpty();
    }
  }

  private Ran approve(Answers api) {
    return api.refusing(directory, "approve", "report", "-n", "team", "--for", "30m");
  }

  private static List<String> written(Answers api) {
    return api.calls.stream()
        .filter(call -> call.startsWith("PATCH") && !call.contains("dryRun=All"))
        .toList();
  }

  private static List<String> rehearsed(Answers api) {
    return api.calls.stream()
        .filter(call -> call.startsWith("PATCH") && call.contains("dryRun=All"))
        .toList();
  }

  private static Answer answer(Call call, String me, Optional<Integer> refused) {
    if (call.is("POST", "/selfsubjectreviews")) {
      return Answer.of(Map.of("status", Map.of("userInfo", Map.of("username", me))));
    }
    if (call.is("PATCH", "/report")) {
      assertThat(call.body()).contains("leasehold.dev/approve", DIGEST, "u1");
      return refused.map(code -> Answer.refusal(code, DENIED)).orElseGet(() -> request());
    }
    return call.is("GET", "/report") ? request() : Answer.nothing();
  }

  private static Answer request() {
    return Answer.of(
        Serialization.unmarshal(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: AccessRequest
            metadata: {name: report, namespace: team, uid: u1, resourceVersion: "1"}
            spec:
              entitlement: {catalog: shop, name: reader}
              subject: {serviceAccountName: worker}
              duration: 1h
              justification: weekly
            status:
              phase: AwaitingApproval
              approvals: [{approver: otto, roles: [owner], offer: %1$s, at: "2026-11-28T09:00:00Z"}]
              offer:
                digest: %1$s
                duration: 1h
                decideBy: "2026-11-28T10:00:00Z"
                roles: [owner]
                approvals: [{role: owner, needed: 2, given: 1}]
            """
                .formatted(DIGEST),
            Map.class));
  }
}
