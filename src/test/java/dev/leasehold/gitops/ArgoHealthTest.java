package dev.leasehold.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;

/** What Argo CD's scripts say of every recorded object, and what they do to one. */
final class ArgoHealthTest {
  private static final Path ACTIONS = Recorded.KIT.resolve("actions");

  /** Phases by which an object is done, as planned or for good; every other may still come. */
  private static final Set<String> FOR_GOOD =
      Set.of("Rejected", "Denied", "Lapsed", "Revoked", "ActivationFailed", "Withdrawn");

  @Test
  void everyObjectIsJudgedAsIsWritten() throws IOException {
    Map<String, Recorded.Health> said = new TreeMap<>();
    Recorded.objects()
        .forEach(
            (name, object) -> {
              Map<String, String> health =
                  Lua.texts(Lua.run(Recorded.KIT.resolve("health.lua"), object));
              said.put(
                  name,
                  new Recorded.Health(
                      Objects.requireNonNull(health.get("status")),
                      Objects.requireNonNull(health.get("message"))));
            });
    if (Boolean.getBoolean("scenarios.rewrite")) {
      Recorded.expect(said);
    }
    assertThat(said).isEqualTo(Recorded.expected());
  }

  @Test
  void whatIsWrittenFollowsFromThePhase() {
    Map<String, JsonNode> objects = Recorded.objects();
    Recorded.expected()
        .forEach(
            (name, health) ->
                assertThat(health.status())
                    .as(name)
                    .isEqualTo(byPhase(Objects.requireNonNull(objects.get(name)))));
  }

  private static String byPhase(JsonNode object) {
    JsonNode status = object.path("status");
    String phase = status.path("phase").asText();
    boolean over = status.has("endedAt") && !object.path("metadata").has("deletionTimestamp");
    if (phase.equals("Active")) {
      return is(status, "Ready") ? "Healthy" : "Progressing";
    }
    if (!over) {
      return "Progressing";
    }
    boolean back = phase.equals("Withdrawn") && status.has("grantedAt");
    boolean planned = phase.equals("Ended") || back;
    assertThat(planned || FOR_GOOD.contains(phase)).as(phase).isTrue();
    return planned && !is(status, "RevocationFailed") ? "Healthy" : "Degraded";
  }

  private static boolean is(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  @Test
  void onlyTheActionsThatAreNoDecisionAreOffered() {
    for (JsonNode test :
        Recorded.yaml(ACTIONS.resolve("action_test.yaml")).path("discoveryTests")) {
      JsonNode object = Recorded.yaml(ACTIONS.resolve(test.path("inputPath").asText()));
      LuaValue offered = Lua.run(ACTIONS.resolve("discovery.lua"), object);
      Map<String, Boolean> expected = new TreeMap<>();
      test.path("result")
          .forEach(r -> expected.put(r.path("name").asText(), r.path("disabled").asBoolean()));
      assertThat(expected).containsOnlyKeys("revoke", "redeliver");
      assertThat(
              Lua.texts(offered).keySet().stream()
                  .collect(
                      Collectors.toMap(
                          name -> name, name -> offered.get(name).get("disabled").toboolean())))
          .as(test.path("inputPath").asText())
          .isEqualTo(expected);
    }
  }

  @Test
  void anActionAddsOneAnnotation() {
    for (JsonNode test : Recorded.yaml(ACTIONS.resolve("action_test.yaml")).path("actionTests")) {
      JsonNode expected = Recorded.yaml(ACTIONS.resolve(test.path("expectedOutputPath").asText()));
      assertThat(annotations(test.path("action").asText(), test.path("inputPath").asText()))
          .isEqualTo(
              Map.of(
                  "leasehold.dev/revoke",
                  expected.at("/metadata/annotations/leasehold.dev~1revoke").asText()));
    }
    assertThat(annotations("redeliver", "testdata/active.yaml"))
        .hasEntrySatisfying(
            "leasehold.dev/redeliver",
            at -> assertThat(at).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
  }

  private static Map<String, String> annotations(String action, String input) {
    LuaValue after =
        Lua.run(
            ACTIONS.resolve(action).resolve("action.lua"), Recorded.yaml(ACTIONS.resolve(input)));
    return Lua.texts(after.get("metadata").get("annotations"));
  }
}
