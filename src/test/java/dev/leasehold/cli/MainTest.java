package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.program().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  @Test
  void helpNamesTheSubcommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: leasehold", "operator");
  }

  @Test
  void launcherKnowsAndShowsEverySubcommand() throws IOException {
    String launcher = Files.readString(Path.of("leasehold"));
    String usage = launcher.substring(0, launcher.indexOf("Work on it:"));
    String passed =
        launcher
            .lines()
            .filter(line -> line.contains(") product \"$command\""))
            .reduce("", (_, line) -> line);
    for (String command : Main.program().getSubcommands().keySet()) {
      assertThat(passed).matches("^ .*\\b" + command + "\\b.*$");
      assertThat(usage).containsPattern("(?m)^  ([a-z| ]+ )?" + command + " ");
    }
  }

  @Test
  void theSubcommandHasHelpOfItsOwn() {
    assertThat(run("operator", "--help")).isZero();
    assertThat(out.toString()).contains("--kubeconfig=FILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operator",
        "check",
        "sign",
        "report",
        "notify test",
        "evidence verify",
        "evidence export",
        "evidence sample",
        "evidence report",
        "evidence key",
        "pending",
        "show",
        "approve",
        "deny",
        "revoke",
        "review",
        "redeliver",
        "offboard",
        "reinstate",
        "mine",
        "request",
        "why",
        "wait",
        "completion"
      })
  void helpFillsItsLinesAndNoMore(String command) {
    assertThat(run((command + " --help").split(" "))).isZero();
    assertThat(out.toString().lines())
        .allMatch(line -> line.length() <= 100)
        .anyMatch(line -> line.length() > 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "operator", "check"})
  void versionIsSaid(String command) {
    assertThat(command.isEmpty() ? run("--version") : run(command, "--version")).isZero();
    assertThat(out.toString()).startsWith("leasehold ");
  }

  @Test
  void onlyTheCommandThatIsNamedIsBuilt() {
    for (Subcommand one : Subcommand.values()) {
      CommandLine program = Main.program(one.word(), "--help");
      assertThat(program.getSubcommands()).containsOnlyKeys(one.word());
      assertThat(Objects.requireNonNull(program.getSubcommands().get(one.word())).getCommandName())
          .isEqualTo(one.word());
    }
    for (String other : List.of("--help", "Mine", "")) {
      assertThat(Main.program(other).getSubcommands()).hasSize(Subcommand.values().length);
    }
    assertThat(Main.program(new String[0]).getSubcommands()).hasSizeGreaterThan(1);
  }

  @Test
  void anUnknownWordIsRefusedByName() {
    assertThat(run("opperator")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("opperator");
  }

  @Test
  void aFileThatIsNotThereIsNamedBeforeAnythingStarts(@TempDir Path directory) {
    String missing = directory.resolve("nowhere").toString();
    assertThat(run("operator", "--kubeconfig", missing)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(missing, "cannot be read", "name a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "hello: world",
        "{nonsense",
        "{apiVersion: v1, kind: Config, current-context: nowhere}"
      })
  void aFileThatNamesNoClusterIsRefusedBeforeAnythingStarts(String content, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("some.yaml"), content);
    for (String command : List.of("operator", "report")) {
      assertThat(run(command, "--kubeconfig", file.toString()))
          .isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(err.toString()).contains(file + " is no kubeconfig with a current-context");
    }
  }

  @Test
  void withoutAWordItSaysWhatThereIs() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString() + out).contains("Usage: leasehold");
  }
}
