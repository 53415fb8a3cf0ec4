package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.cli.Answers.Answer;
import dev.leasehold.cli.Answers.Call;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offboarding and reinstating show what they are about, and write one annotation. */
final class IdentityTest {
  private static final String[] OFFBOARD = {"offboard", "worker", "-n", "team", "--reason", "left"};
  private static final String[] REINSTATE = {
    "reinstate", "worker", "-n", "team", "--reason", "another worker", "--yes"
  };

  private static final String RECORD = Freeze.ref(new Subject("team", "worker")).recordName();

  private final List<String> written = new CopyOnWriteArrayList<>();

  @TempDir Path directory;

  @Test
  void offboardingShowsWhatEndsAndNothingOfOthers() {
    Ran ran = run(_ -> Answer.nothing(), _ -> requests(30), OFFBOARD);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("accessrequests.leasehold.dev/r0 Active, shop.reader", "r19 ", "and more")
        .contains("leasehold reinstate worker -n team", "Freeze this identity?")
        .doesNotContain("r20 ", "others-")
        .endsWith("nothing was written" + System.lineSeparator());
    assertThat(written).isEmpty();
  }

  @Test
  void offboardingAnnotatesTheAccountThatWasShown() {
    Ran ran = run(_ -> Answer.nothing(), _ -> requests(0), with(OFFBOARD, "--yes"));
    assertThat(ran.out()).isEqualToIgnoringNewLines("serviceaccounts/worker offboarded");
    assertThat(ran.code()).isZero();
    assertThat(written)
        .singleElement()
        .asString()
        .contains("\"uid\":\"u1\"", "\"leasehold.dev/offboard\":\"left\"");
  }

  @Test
  void whoMayReadNeitherRequestsNorRecordsOffboardsAllTheSame() {
    Ran ran = run(_ -> Answer.refusal(403, "no"), _ -> Answer.refusal(403, "no"), OFFBOARD);
    assertThat(ran.err()).contains("you may not list accessrequests.leasehold.dev here");
    assertThat(
            run(
                    _ -> Answer.refusal(403, "no"),
                    _ -> Answer.refusal(403, "no"),
                    with(OFFBOARD, "--yes"))
                .code())
        .isZero();
    assertThat(written).hasSize(1);
  }

  @Test
  void whatIsFrozenIsNotFrozenAgainAndWhatIsNotIsNotReinstated() {
    assertThat(run(_ -> record("Frozen"), _ -> requests(0), with(OFFBOARD, "--yes")).err())
        .contains("team/worker is frozen already: see accessrecords.leasehold.dev/ar-");
    assertThat(run(_ -> Answer.nothing(), _ -> requests(0), REINSTATE).err())
        .contains("team/worker is not frozen: there is no accessrecords.leasehold.dev/ar-");
    assertThat(run(_ -> record("Reinstated"), _ -> requests(0), REINSTATE).err())
        .contains("is not frozen any more: vera lifted it at 2026-11-29T09:00:00Z");
    assertThat(run(_ -> record("Activating"), _ -> requests(0), REINSTATE).err())
        .contains("is being recorded: try again in a moment");
    assertThat(written).isEmpty();
  }

  @Test
  void reinstatingShowsWhoFrozeItAndAnnotatesItsRecord() {
    String[] asked = List.of(REINSTATE).subList(0, 6).toArray(String[]::new);
    Ran no = run(_ -> record("Frozen"), _ -> requests(0), asked);
    assertThat(no.err())
        .contains("Offboarded by:  ofra at 2026-11-28T09:00:00Z", "the contract ended")
        .contains("Its access:     none of its grants is open", "Gives back:     nothing")
        .contains("Lift this freeze?");
    Ran ran = run(_ -> record("Frozen"), _ -> requests(0), REINSTATE);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("accessrecords.leasehold.dev/ar-", ": team/worker reinstated");
    assertThat(written)
        .singleElement()
        .asString()
        .contains("\"leasehold.dev/reinstate\":\"another worker\"", "\"uid\":\"u2\"");
  }

  @Test
  void blankReasonAndAnAccountThatIsNotThereAreRefused() {
    assertThat(run(_ -> Answer.nothing(), _ -> requests(0), "offboard", "worker", "--reason", " "))
        .extracting(Ran::last)
        .asString()
        .contains("--reason must say why");
    assertThat(
            run(_ -> Answer.nothing(), _ -> requests(0), "offboard", "nobody", "--reason", "left")
                .last())
        .contains("there is no ServiceAccount nobody in namespace default");
  }

  private Ran run(Function<Call, Answer> record, Function<Call, Answer> requests, String... words) {
    try (Answers api = new Answers(call -> answer(call, record, requests))) {
      return api.refusing(directory, words);
    }
  }

  private Answer answer(Call call, Function<Call, Answer> record, Function<Call, Answer> requests) {
    if (call.method().equals("PATCH")) {
      written.add(call.body());
      return call.path().contains("/accessrecords/")
          ? record("Frozen")
          : Answer.of(Map.of("metadata", Map.of("name", "worker")));
    }
    if (call.path().contains("/accessrecords/ar-")) {
      return record.apply(call);
    }
    if (call.path().endsWith("/serviceaccounts/worker")) {
      return Answer.of(Map.of("metadata", Map.of("name", "worker", "uid", "u1")));
    }
    return call.is("GET", "/accessrequests") ? requests.apply(call) : Answer.nothing();
  }

  private static String[] with(String[] words, String more) {
    return Stream.concat(List.of(words).stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static Answer record(String phase) {
    return Answer.of(
        Serialization.unmarshal(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: AccessRecord
            metadata: {name: %s, uid: u2}
            spec: {outcome: Offboarded, subject: {namespace: team, serviceAccountName: worker}}
            status:
              phase: %s
              conditions: [{type: AccessRemoved, message: none of its grants is open}]
              offboarding:
                by: ofra
                at: "2026-11-28T09:00:00Z"
                message: the contract ended
                reinstatedBy: vera
                reinstatedAt: "2026-11-29T09:00:00Z"
            """
                .formatted(RECORD, phase),
            JsonNode.class));
  }

  /** As many for the worker, and one for another. */
  private static Answer requests(int count) {
    return Answer.of(
        Map.of(
            "metadata",
            Map.of(),
            "items",
            IntStream.rangeClosed(0, count)
                .mapToObj(
                    i -> i == count ? request("others-", "other") : request("r" + i, "worker"))
                .toList()));
  }

  private static Map<String, ?> request(String name, String account) {
    return Map.of(
        "metadata",
        Map.of("name", name, "namespace", "team"),
        "spec",
        Map.of(
            "entitlement",
            Map.of("catalog", "shop", "name", "reader"),
            "subject",
            Map.of("serviceAccountName", account)),
        "status",
        Map.of("phase", "Active"));
  }
}
