package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive that the profile {@code plugin} makes, installed as a new user does: an empty home,
 * no Java, and of other programs only those that the launcher says it needs.
 */
final class KubectlPlugin {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();

  /** sh: the client starts kubeconfigs' credential plugins by it. */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cksum",
          "dirname",
          "env",
          "find",
          "mkdir",
          "mv",
          "nice",
          "readlink",
          "rm",
          "sh");

  /** Less is no cache of 5,000 classes. */
  private static final long LEAST = 10_000_000;

  /** It takes 12 s of a processor, and lets all others go first. */
  private static final Duration TRAINING = Duration.ofMinutes(5);

  private static final Path MADE = Path.of(System.getProperty("leasehold.plugin", "none"));

  @TempDir Path machine;
  private Path installed = Path.of("none");

  @BeforeEach
  void install() throws IOException {
    for (String directory : List.of("bin", "home", "tmp", "installed")) {
      Files.createDirectory(machine.resolve(directory));
    }
    installed = machine.resolve("installed");
    Outcome _ = run("tar", "-xzf", archive().toString(), "-C", installed.toString()).orThrow();
    for (String tool : TOOLS) {
      Path place = Path.of(run("sh", "-c", "command -v " + tool).orThrow().stdout().strip());
      Files.createSymbolicLink(machine.resolve("bin").resolve(tool), place);
    }
    Files.createSymbolicLink(machine.resolve("bin/kubectl"), Programs.path("kubectl"));
    for (String program : List.of("kubectl-leasehold", "kubectl_complete-leasehold")) {
      Files.createSymbolicLink(machine.resolve("bin").resolve(program), installed.resolve(program));
    }
    Person somebody = new Person("plugin-user", People.MASTERS);
    Files.writeString(machine.resolve("kubeconfig"), LAB.lab().kubeconfig(somebody));
  }

  @Test
  void commandsRunFromAnEmptyHomeAndWriteNothingButTheirCache() throws IOException {
    Map<Path, Object> before = files(installed);
    assertThat(kubectl("leasehold", "--help").orThrow().stdout()).contains("pending", "approve");
    assertThat(kubectl("leasehold", "mine").orThrow().stderr())
        .contains("None of these requests is yours, plugin-user");
    Path cache = trained();
    assertThat(cache.toFile().length()).isGreaterThan(LEAST);
    assertThat(kubectl("leasehold", "mine").orThrow().stderr()).contains("None of these requests");
    assertThat(kubectl("leasehold", "show", "nothing", "-n", "default").exitCode()).isEqualTo(1);
    assertThat(kubectl("leasehold", "approved").exitCode()).isEqualTo(2);
    assertThat(kubectl("leasehold", "check", "--help").orThrow().stdout()).contains("PATH...");
    assertThat(files(installed)).isEqualTo(before);
    Path newer = Path.of(cache.toString().replaceFirst("[.]aot$", ".jar"));
    assertThat(files(machine.resolve("home")).keySet()).containsExactly(cache, newer);
    assertThat(machine.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void kubectlCompletesWordsOfThePlugin() {
    assertThat(kubectl("__complete", "leasehold", "rev").orThrow().stdout())
        .isEqualTo("revoke\nreview\n:4\n");
    assertThat(kubectl("__complete", "leasehold", "mine", "-o", "").orThrow().stdout())
        .isEqualTo("json\nyaml\nname\n:4\n");
    assertThat(kubectl("__complete", "leasehold", "show", "r").orThrow().stdout())
        .isEqualTo(":4\n");
  }

  @Test
  void withoutAHomeItRunsWithoutACache() {
    Outcome ran = run("env", "-i", "PATH=" + machine.resolve("bin"), "kubectl-leasehold", "--help");
    assertThat(ran.orThrow().stdout()).contains("Usage: leasehold");
  }

  /** What krew reads, and what it unpacks: files and directories, and nothing else. */
  @Test
  void manifestDescribesTheArchive() throws Exception {
    JsonNode manifest =
        new ObjectMapper(new YAMLFactory()).readTree(MADE.resolve("leasehold.yaml").toFile());
    assertThat(manifest.at("/apiVersion").textValue())
        .isEqualTo("krew.googlecontainertools.github.com/v1alpha2");
    assertThat(manifest.at("/spec/version").textValue()).matches("v[0-9]+\\.[0-9]+\\.[0-9]+.*");
    JsonNode platform = manifest.at("/spec/platforms/0");
    assertThat(platform.at("/uri").textValue()).startsWith("https://").endsWith("/" + name());
    assertThat(platform.at("/sha256").textValue())
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive()))));
    assertThat(installed.resolve(platform.at("/bin").textValue())).isExecutable();
    assertThat(installed.resolve("LICENSE")).isRegularFile();
    assertThat(installed.resolve("runtime/legal/java.base/LICENSE")).isNotEmptyFile();
    List<String> entries =
        run("tar", "--numeric-owner", "-tvzf", archive().toString(), "--full-time")
            .orThrow()
            .stdout()
            .lines()
            .toList();
    assertThat(entries)
        .hasSizeGreaterThan(200)
        .allMatch(entry -> "-d".contains(entry.substring(0, 1)));
    assertThat(entries.stream().map(entry -> entry.split(" +")).map(entry -> entry[1]).distinct())
        .containsExactly("0/0");
    assertThat(entries.stream().map(entry -> entry.split(" +")).map(entry -> entry[3]).distinct())
        .hasSize(1);
  }

  /** By krew itself, from the files that a release has: it reads, sums, unpacks and links them. */
  @Test
  void krewInstallsItAndKubectlFindsIt() throws IOException {
    Path krew = machine.resolve("krew");
    Path manifest = MADE.resolve("leasehold.yaml");
    Outcome installs =
        krew(krew, "install", "--manifest=" + manifest, "--archive=" + archive().toString());
    assertThat(installs.orThrow().stderr()).contains("Installed plugin: leasehold");
    assertThat(krew.resolve("receipts/leasehold.yaml")).isNotEmptyFile();
    Path linked = krew.resolve("bin/kubectl-leasehold");
    assertThat(linked).isSymbolicLink().isExecutable();
    Path plugin = machine.resolve("bin/kubectl-leasehold");
    Files.delete(plugin);
    Files.createSymbolicLink(plugin, linked);
    assertThat(kubectl("leasehold", "mine").orThrow().stderr())
        .contains("None of these requests is yours, plugin-user");
  }

  /** A byte more, and it is another archive than the manifest says. */
  @Test
  void krewRefusesAnotherArchive() throws IOException {
    Path other = machine.resolve("other.tar.gz");
    Files.copy(archive(), other);
    Files.writeString(other, "x", StandardOpenOption.APPEND);
    Outcome refused =
        krew(
            machine.resolve("krew"),
            "install",
            "--manifest=" + MADE.resolve("leasehold.yaml"),
            "--archive=" + other);
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.stderr()).contains("checksum does not match");
  }

  private static Outcome krew(Path root, String... words) {
    List<String> command = new ArrayList<>(List.of(Judge.program("krew")));
    command.addAll(List.of(words));
    return Outcome.of(command, Map.of("KREW_ROOT", root.toString()), null);
  }

  private static String name() {
    return Objects.requireNonNull(archive().getFileName()).toString();
  }

  private static Path archive() {
    try (Stream<Path> files = Files.list(MADE)) {
      return files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("mvn -P plugin verify makes the archive first", e);
    }
  }

  private Outcome kubectl(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "HOME=" + machine.resolve("home"),
                "PATH=" + machine.resolve("bin"),
                "KUBECONFIG=" + machine.resolve("kubeconfig"),
                "TMPDIR=" + machine.resolve("tmp"),
                "JDK_JAVA_OPTIONS=-Djava.io.tmpdir=" + machine.resolve("tmp"),
                "kubectl"));
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new));
  }

  private static Outcome run(String... command) {
    return Outcome.of(List.of(command), Map.of(), null);
  }

  /** The cache, once nobody makes one any more; beside it is the jar of newer classes. */
  private Path trained() {
    Path caches = machine.resolve("home/.cache/leasehold/plugin");
    List<String> made =
        Lab.await()
            .atMost(TRAINING)
            .until(
                () -> Stream.of(Objects.requireNonNull(caches.toFile().list())).sorted().toList(),
                names -> names.size() == 2 && names.getFirst().endsWith(".aot"));
    return caches.resolve(made.getFirst());
  }

  /** All files below, and when each was written. */
  private static Map<Path, Object> files(Path directory) throws IOException {
    Map<Path, Object> all = new TreeMap<>();
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        all.put(file, Files.getLastModifiedTime(file));
      }
    }
    return all;
  }
}
