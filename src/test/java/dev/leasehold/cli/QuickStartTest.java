package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.cli.Answers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call loads what its own command needs; how long that takes depends on the machine. */
final class QuickStartTest {
  /** 4,500 when this was written, two thirds of them the JDK's. */
  private static final int CLASSES = 5200;

  private static final Pattern LOADED = Pattern.compile("\\] (\\S+) source:");

  /** What other commands, the operator and other HTTP clients need. */
  private static final Pattern HEAVY =
      Pattern.compile(
          "io\\.(vertx|netty|javaoperatorsdk|quarkus\\.(arc|runtime|kubernetes))\\..*|dev\\.cel\\..*"
              + "|com\\.google\\..*"
              + "|org\\.bouncycastle\\..*|com\\.networknt\\..*|dev\\.leasehold\\.(app|policy|grant)\\..*"
              + "|dev\\.leasehold\\.cli\\.(?!Mine)\\w+Command");

  /** Of the commands, those that all are made from. */
  private static final Pattern SHARED = Pattern.compile(".*\\.ClusterCommand");

  @TempDir Path directory;

  @Test
  void callLoadsNothingOfOtherCommandsNorOfTheOperator() throws Exception {
    List<String> loaded = loadedBy("mine");
    assertThat(loaded).hasSizeBetween(1000, CLASSES).contains("dev.leasehold.cli.MineCommand");
    assertThat(loaded)
        .filteredOn(name -> HEAVY.matcher(name).matches() && !SHARED.matcher(name).matches())
        .isEmpty();
  }

  private List<String> loadedBy(String command) throws IOException, InterruptedException {
    Path log = directory.resolve("loaded");
    try (Answers api = new Answers(QuickStartTest::answer)) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xlog:class+load=info:file=" + log + "::filecount=0",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  command,
                  "--kubeconfig",
                  api.kubeconfig(directory).toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("out").toFile())
              .start();
      try {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(directory.resolve("out")).content().contains("None of these requests is yours");
      assertThat(process.exitValue()).isZero();
    }
    return Files.readAllLines(log).stream()
        .map(LOADED::matcher)
        .filter(line -> line.find())
        .map(line -> line.group(1))
        .toList();
  }

  private static Answer answer(Answers.Call call) {
    return call.is("POST", "/selfsubjectreviews")
        ? Answer.of(Map.of("status", Map.of("userInfo", Map.of("username", "olga"))))
        : Answer.of(Map.of("metadata", Map.of(), "items", List.of()));
  }
}
