package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void helpNamesTheSubcommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: leasehold", "operator");
  }

  @Test
  void theSubcommandHasHelpOfItsOwn() {
    assertThat(run("operator", "--help")).isZero();
    assertThat(out.toString()).contains("--kubeconfig=FILE");
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

  @Test
  void withoutAWordItSaysWhatThereIs() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString() + out).contains("Usage: leasehold");
  }
}
