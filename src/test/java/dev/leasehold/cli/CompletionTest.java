package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What shells complete; bash is on every machine that builds this, so it is really asked. */
final class CompletionTest {
  /** Completes the words as bash does when Tab is pressed: by the function that is registered. */
  private static final String PRESS_TAB =
      """
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE=$*
      registered=$(complete -p leasehold)
      [[ $registered =~ -F\\ ([A-Za-z_]+) ]]
      "${BASH_REMATCH[1]}" 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path directory;
  private Path script = Path.of("none");

  @BeforeEach
  void write() throws IOException {
    script = Files.writeString(directory.resolve("leasehold.bash"), printed("bash"));
  }

  @ParameterizedTest
  @CsvSource({
    "'leasehold mi', mine",
    "'leasehold re', report revoke review redeliver reinstate request",
    "'leasehold pending -', --all -h --help -V --version --kubeconfig --context -n --namespace"
        + " --as -o --output",
    "'leasehold pending --al', --all",
    "'leasehold show report -o ', json yaml name",
    "'leasehold notify ', test",
    "'leasehold evidence verify --ke', --key",
    "'leasehold completion f', fish",
    "'leasehold show repo', ''",
    "'leasehold nothing-like-it', ''"
  })
  void bashCompletesCommandsOptionsAndFixedValues(String typed, String expected) throws Exception {
    assertThat(completed(typed.split(" ", -1)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(expected.split(" ")).filter(word -> !word.isEmpty()).toList());
  }

  @Test
  void bashCompletesFilesWhereFilesAreMeant() throws Exception {
    Files.writeString(directory.resolve("some-config"), "");
    assertThat(completed("leasehold", "mine", "--kubeconfig", directory + "/some"))
        .containsExactly(directory + "/some-config");
  }

  @ParameterizedTest
  @EnumSource(CompletionCommand.Shell.class)
  void everyCommandAndOptionIsInTheScriptOfEveryShell(CompletionCommand.Shell shell) {
    String text = printed(shell.name());
    String dashes = shell == CompletionCommand.Shell.fish ? "-l " : "--";
    for (CommandLine command : Main.program().getSubcommands().values()) {
      assertThat(text).containsPattern("\\b" + command.getCommandName() + "\\b");
      for (OptionSpec option : command.getCommandSpec().options()) {
        String name = option.longestName().replace("--", dashes);
        assertThat(text.contains(name)).as(name).isNotEqualTo(option.hidden());
      }
    }
  }

  @Test
  void fishIsGivenConditionsDescriptionsAndValues() {
    assertThat(printed("fish").lines())
        .contains(
            "complete -c leasehold -f",
            "complete -c leasehold -n '__leasehold_at' -a why"
                + " -d 'Says why a request is where it is'",
            "complete -c leasehold -n '__leasehold_at notify' -a test -d"
                + " 'Sends one test notice to each sink in the chart\\'s values'",
            "complete -c leasehold -n '__leasehold_in mine' -s n -l namespace -x"
                + " -d 'The namespace'",
            "complete -c leasehold -n '__leasehold_in mine' -s o -l output -x"
                + " -a 'json yaml name' -d 'Print it for programs'",
            "complete -c leasehold -n '__leasehold_in notify test' -l values -r -F"
                + " -d 'The chart\\'s values'",
            "complete -c leasehold -n '__leasehold_in check' -F")
        .allMatch(line -> line.replace("\\'", "").chars().filter(c -> c == '\'').count() % 2 == 0);
  }

  @Test
  void anotherShellIsRefusedWithThoseThatThereAre() {
    StringWriter err = new StringWriter();
    assertThat(run(new StringWriter(), err, "tcsh")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("tcsh", "bash, zsh, fish");
  }

  private List<String> completed(String... words) throws Exception {
    Stream<String> command = Stream.of("bash", "-c", PRESS_TAB, "tab", script.toString());
    Process bash =
        new ProcessBuilder(Stream.concat(command, Stream.of(words)).toList())
            .redirectErrorStream(true)
            .start();
    try (var reader = bash.inputReader()) {
      String said = reader.lines().collect(Collectors.joining("\n"));
      assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
      return said.lines().toList();
    } finally {
      bash.destroyForcibly();
    }
  }

  private static String printed(String shell) {
    StringWriter out = new StringWriter();
    assertThat(run(out, new StringWriter(), shell)).isZero();
    return out.toString();
  }

  private static int run(StringWriter out, StringWriter err, String shell) {
    String[] words = {"completion", shell};
    return Main.program(words)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }
}
