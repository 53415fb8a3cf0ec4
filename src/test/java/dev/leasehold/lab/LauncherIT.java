package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script as far as it gets without building anything. */
class LauncherIT {
  private static final Path LAUNCHER = Repository.path("leasehold");

  @Test
  void everyCommandIsExplained() {
    assertThat(launch(LAUNCHER).stdout())
        .contains("demo ", "up [--detach]", "status ", "down ", "operator --kubeconfig", "test ")
        .isEqualTo(launch(LAUNCHER, "--help").orThrow().stdout());
  }

  @Test
  void anUnknownCommandIsRefusedByName() {
    assertThat(launch(LAUNCHER, "revoke-all"))
        .returns(1, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("there is no command 'revoke-all'");
  }

  @Test
  void whatIsCheckedAndSignedOfflineSaysHow() {
    assertThat(launch(LAUNCHER, "check"))
        .returns(2, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("Usage: leasehold check");
    assertThat(launch(LAUNCHER, "sign", "--help").orThrow().stdout()).contains("--print-payload");
  }

  @Test
  void itKnowsItsCheckoutWhenCalledThroughALink(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("leasehold"), LAUNCHER);
    assertThat(launch(link, "--help").orThrow().stdout()).contains("Usage: ./leasehold");
  }

  private static Outcome launch(Path script, String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(script.toString()), Arrays.stream(arguments)).toList();
    return Outcome.of(command, Map.of(), null);
  }
}
