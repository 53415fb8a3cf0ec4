package dev.leasehold.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code scenarios}; {@code -Dscenarios.rewrite=true} writes what came out. */
class ScenariosTest {
  private static final boolean REWRITE = Boolean.getBoolean("scenarios.rewrite");
  private static final int MOST = 8 * 1024;

  static List<String> names() throws IOException {
    return Scenario.names();
  }

  @Test
  void whatComesOutIsNotRewrittenWhereItIsToBeChecked() {
    assertThat(REWRITE && "true".equals(System.getenv("CI")))
        .as("scenarios.rewrite is refused in CI")
        .isFalse();
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertThat(names()).hasSizeGreaterThanOrEqualTo(25);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsSeenLeadsToWhatIsWritten(String name) throws IOException {
    Play.Outcome outcome = play(name);
    String text = text(outcome);
    Path file = Scenario.ROOT.resolve(name).resolve("out.yaml");
    if (REWRITE && !"true".equals(System.getenv("CI"))) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStatusIsSmallAndKeepsTheSchema(String name) {
    Play.Outcome outcome = play(name);
    assertThat(Schema.breaches("accessrequests", outcome.request())).isEmpty();
    assertThat(size(outcome.request().getStatus())).isLessThan(MOST);
    AccessRecord record = outcome.record();
    if (record != null) {
      assertThat(Schema.breaches("accessrecords", record)).isEmpty();
      assertThat(size(record.getStatus())).isLessThan(MOST);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void noTransitionTimeMovesWithoutItsStatus(String name) {
    Scenario scenario = Scenario.of(name);
    Play.Outcome outcome = play(name);
    still(before(scenario).getStatus(), outcome.request().getStatus());
    AccessRecord before = record(scenario);
    if (before != null && outcome.record() != null) {
      still(before.getStatus(), outcome.record().getStatus());
    }
  }

  private static void still(@Nullable Object before, @Nullable Object after) {
    Map<String, JsonNode> old = new HashMap<>();
    conditions(before).forEach(c -> old.put(c.get("type").textValue(), c));
    for (JsonNode now : conditions(after)) {
      JsonNode was = old.get(now.get("type").textValue());
      if (was != null) {
        assertThat(now.get("lastTransitionTime").equals(was.get("lastTransitionTime")))
            .as(now.toString())
            .isEqualTo(now.get("status").equals(was.get("status")));
      }
    }
  }

  private static List<JsonNode> conditions(@Nullable Object status) {
    return status == null
        ? List.of()
        : List.copyOf(Yaml.tree(status).path("conditions").valueStream().toList());
  }

  private static int size(@Nullable Object status) {
    return status == null
        ? 0
        : Yaml.tree(status).toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static Play.Outcome play(String name) {
    Scenario scenario = Scenario.of(name);
    return new Play(scenario, before(scenario), record(scenario)).run();
  }

  private static AccessRequest before(Scenario scenario) {
    AccessRequest base =
        scenario.after() == null
            ? Yaml.read(Scenario.ROOT.resolve("world/request.yaml"), AccessRequest.class)
            : play(scenario.after()).request();
    AccessRequest changed = Yaml.with(base, scenario.request(), AccessRequest.class);
    Map<String, String> annotations =
        new HashMap<>(Objects.requireNonNullElse(changed.getMetadata().getAnnotations(), Map.of()));
    scenario.annotations().forEach((key, value) -> annotations.put(key, filled(value, changed)));
    changed.getMetadata().setAnnotations(annotations);
    return changed;
  }

  private static String filled(String value, AccessRequest request) {
    String digest =
        request.getStatus() == null || request.getStatus().offer() == null
            ? "none"
            : request.getStatus().offer().digest();
    return value.replace("${digest}", digest).replace("${uid}", request.getMetadata().getUid());
  }

  private static @Nullable AccessRecord record(Scenario scenario) {
    return scenario.after() == null || !scenario.has("record")
        ? null
        : play(scenario.after()).record();
  }

  private static String text(Play.Outcome outcome) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.set("steps", Yaml.tree(outcome.steps()));
    out.set("request", Yaml.tree(Objects.requireNonNull(outcome.request().getStatus())));
    AccessRecord record = outcome.record();
    if (record != null) {
      ObjectNode written = out.putObject("record");
      written.set("spec", Yaml.tree(record.getSpec()));
      if (record.getStatus() != null) {
        written.set("status", Yaml.tree(record.getStatus()));
      }
    }
    return Yaml.text(out);
  }
}
