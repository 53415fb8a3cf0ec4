package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        .returns(2, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("unknown command 'revoke-all'");
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
  void howTheImageIsMadeIsSaidWithoutMakingIt() {
    assertThat(launch(LAUNCHER, "image", "--help").orThrow().stdout())
        .contains("Usage: ./leasehold image [DIRECTORY]");
  }

  @Test
  void whatMavenHasJustPackagedIsNotPackagedOnceMore() {
    assertThat(launch(LAUNCHER, "check", "--help").orThrow().stderr()).doesNotContain("packaging");
  }

  /** As nohup and the background jobs of scripts start it; a JVM like that never hears Ctrl-C. */
  @Test
  void ctrlCIsHeardAlsoWhereItWasIgnoredAtTheStart(@TempDir Path jdk) throws IOException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    Files.createDirectory(jdk.resolve("bin"));
    script(jdk.resolve("bin/javac"), "exit 0");
    script(jdk.resolve("bin/java"), "trap 'echo heard; exit 0' INT; kill -INT $$; echo deaf");
    List<String> status =
        List.of("sh", "-c", "trap '' INT; exec \"$0\" status", LAUNCHER.toString());
    assertThat(Outcome.of(status, Map.of("JAVA_HOME", jdk.toString()), null).orThrow().stdout())
        .isEqualTo("heard\n");
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** On a machine that has none of the servers, and nothing to build them with. */
  @Test
  void whoAsksWhatACommandDoesNeedsNoServers(@TempDir Path empty) {
    Map<String, String> machine =
        Map.of(
            "XDG_CACHE_HOME",
            empty.toString(),
            "GO",
            "no-go",
            "KUBEBUILDER_ASSETS",
            "",
            "PATH",
            "/usr/bin:/bin");
    for (String command : List.of("demo", "up", "bench")) {
      assertThat(launch(machine, LAUNCHER, List.of(command, "--help")).orThrow().stdout())
          .contains("Usage: leasehold " + command);
    }
  }

  @Test
  void aJavaHomeThatDoesNotFitIsNamedAndAnotherOneFound(@TempDir Path old) throws IOException {
    Files.createDirectories(old.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(old.resolve("bin").resolve(program), "#!/bin/sh\nexit 1\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
    Outcome outcome =
        launch(
            Map.of("JAVA_HOME", old.toString(), "PATH", path),
            LAUNCHER,
            List.of("check", "--help"));
    assertThat(outcome.orThrow().stderr())
        .contains("JAVA_HOME (" + old + ") is not a JDK 25 or newer; searching the usual");
    assertThat(outcome.stdout()).contains("Usage: leasehold check");
  }

  /** A launcher that wants a JDK which nobody has yet. */
  @Test
  void withoutAJdkItSaysWhichOneIsNeeded(@TempDir Path elsewhere) throws IOException {
    String demanding = Files.readString(LAUNCHER).replace("jdk_wanted=25", "jdk_wanted=99");
    Path copy = Files.writeString(elsewhere.resolve("leasehold"), demanding);
    assertThat(copy.toFile().setExecutable(true)).isTrue();
    for (String command : List.of("demo", "test", "operator")) {
      assertThat(launch(copy, command))
          .returns(1, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("JDK 99 or newer not found. Install one");
    }
  }

  /** Ctrl-C reaches Maven too, which then ends with 130. */
  @Test
  void packagingThatFailsShowsWhyAndOneThatIsInterruptedDoesNot(@TempDir Path elsewhere)
      throws IOException {
    Path copy = Files.copy(LAUNCHER, elsewhere.resolve("leasehold"));
    assertThat(copy.toFile().setExecutable(true)).isTrue();
    for (int status : List.of(1, 130)) {
      Outcome outcome = launch(mavenThatEndsWith(status, elsewhere), copy, List.of("check"));
      assertThat(outcome.exitCode()).isEqualTo(status);
      assertThat(outcome.stderr().contains("what Maven said")).isEqualTo(status == 1);
      assertThat(outcome.stderr().contains("packaging failed")).isEqualTo(status == 1);
      assertThat(elsewhere.resolve("tmp")).isEmptyDirectory();
    }
  }

  private static Map<String, String> mavenThatEndsWith(int status, Path elsewhere)
      throws IOException {
    Path mvn = elsewhere.resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\necho what Maven said\nexit " + status + "\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    Path temporary = Files.createDirectories(elsewhere.resolve("tmp"));
    String home = System.getProperty("java.home");
    return Map.of(
        "PATH", elsewhere + ":/usr/bin:/bin", "TMPDIR", temporary.toString(), "JAVA_HOME", home);
  }

  @Test
  void itKnowsItsCheckoutWhenCalledThroughALink(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("leasehold"), LAUNCHER);
    assertThat(launch(link, "--help").orThrow().stdout()).contains("Usage: ./leasehold");
  }

  private static Outcome launch(Path script, String... arguments) {
    return launch(Map.of(), script, List.of(arguments));
  }

  private static Outcome launch(
      Map<String, String> environment, Path script, List<String> arguments) {
    List<String> command = Stream.concat(Stream.of(script.toString()), arguments.stream()).toList();
    return Outcome.of(command, environment, null);
  }
}
