package dev.leasehold.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in a scenario's folder is what is written, word for word. */
class ScenariosTest {
  private static final String REWRITE = "scenarios.rewrite";
  private static final int AT_LEAST = 25;

  static List<String> names() {
    return Scenario.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsWrittenIsWhatTheScenarioSays(String name) throws IOException {
    Scenario scenario = Scenario.read(name);
    String written = Told.masked(Serialization.asYaml(Play.of(scenario).written()));
    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(scenario.expected(), written);
    }
    assertThat(scenario.expected())
        .as("%s; if this is meant, run with -D%s=true and read the difference", name, REWRITE)
        .exists()
        .content()
        .isEqualTo(written);
  }

  /** Whatever rewrites what it compares with finds nothing. */
  @Test
  void nothingIsRewrittenWhereItIsChecked() {
    assertThat(Boolean.getBoolean(REWRITE) && System.getenv("CI") != null).isFalse();
  }

  @Test
  void everyScenarioSaysWhatItShows() {
    assertThat(names()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    assertThat(names())
        .allSatisfy(name -> assertThat(Scenario.read(name).text("shows").orElse("")).isNotBlank());
  }
}
