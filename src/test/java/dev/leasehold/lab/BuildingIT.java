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

/** How missing programs are built, on a machine whose cache is empty and whose Go is an actor. */
class BuildingIT {
  private static final String BUILDS =
      """
      #!/bin/sh
      while [ "$1" != -o ]; do shift; done
      printf '#!/bin/sh\\n' >"$2"
      chmod +x "$2"
      """;

  @TempDir Path machine;

  @Test
  void withoutGoItSaysWhatIsMissingAndWhatToDo() {
    Outcome outcome = servers(machine.resolve("no-go").toString());
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.stderr())
        .contains("etcd is missing and there is no Go to build it with")
        .contains("Install Go 1.26 or newer, or set KUBEBUILDER_ASSETS");
  }

  @Test
  void whatIsBuiltIsSaidAndBuiltOnce() throws IOException {
    Path go = program("go", BUILDS);
    Outcome first = servers(go.toString());
    assertThat(first.stderr())
        .contains("building kube-apiserver from src/lab/kubernetes; this happens once")
        .contains("built kube-apiserver in ");
    assertThat(lines(first))
        .filteredOn(line -> line.matches("(etcd|kube-apiserver|kube-controller-manager)=.*"))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("=" + machine.resolve("leasehold")));
    Outcome second = servers(go.toString());
    assertThat(second.stderr()).doesNotContain("building");
    assertThat(second.stdout()).isEqualTo(first.stdout());
  }

  @Test
  void aBuildThatFailsShowsWhatGoSaidAndLeavesNothing() throws IOException {
    Path go = program("go", "#!/bin/sh\n[ \"$1\" != version ] && echo no space left; exit 1\n");
    Outcome outcome = servers(go.toString());
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.stderr())
        .contains("no space left", "etcd could not be built", "Wanted: Go 1.26 or newer");
    try (Stream<Path> left = Files.walk(machine.resolve("leasehold"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("etcd"));
    }
  }

  /** On a machine without a database, and without the right to install one. */
  @Test
  void whatCannotBeBuiltIsMissedBeforeAnythingIsBuilt() throws IOException {
    Path go = program("go", BUILDS);
    Outcome outcome = servers(go.toString(), withoutPostgres());
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.stderr())
        .contains("PostgreSQL's server is missing", "'apt-get install postgresql'")
        .contains("./leasehold demo --without-vault")
        .doesNotContain("building");
  }

  /** The script, wanting a database that nobody has yet, where there is no apt-get. */
  private Path withoutPostgres() throws IOException {
    for (String module : List.of("kubernetes", "helm")) {
      Path pins = Path.of(module, "go.mod");
      Files.createDirectories(machine.resolve(module));
      Files.copy(Repository.path("src/lab").resolve(pins), machine.resolve(pins));
    }
    String script = Files.readString(Repository.path("src/lab/servers"));
    return program(
        "servers",
        script
            .replace("postgres) echo 14 15 16 17 18 ;;", "postgres) echo 99 ;;")
            .replace("command -v apt-get", "command -v no-apt-get"));
  }

  private Path program(String name, String script) throws IOException {
    Path program = Files.writeString(machine.resolve(name), script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private static List<String> lines(Outcome outcome) {
    return outcome.stdout().lines().toList();
  }

  private Outcome servers(String go) {
    return servers(go, Repository.path("src/lab/servers"));
  }

  /** With nothing to be found but what an ordinary system has, so that servers have to be built. */
  private Outcome servers(String go, Path script) {
    Map<String, String> environment =
        Map.of(
            "GO",
            go,
            "KUBEBUILDER_ASSETS",
            "",
            "XDG_CACHE_HOME",
            machine.toString(),
            "PATH",
            "/usr/bin:/bin");
    return Outcome.of(List.of(script.toString()), environment, null);
  }
}
