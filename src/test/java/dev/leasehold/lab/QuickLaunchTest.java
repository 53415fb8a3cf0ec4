package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher starts commands, on a checkout and a JDK that are made up. */
final class QuickLaunchTest {
  /** Prints what it is to run; a training writes its cache, and what comes before it a jar. */
  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in
          -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit ENDS ;;
          */training/jar) echo jar >"$word"; exit ENDS ;;
        esac
      done
      echo "$@"
      """;

  @TempDir Path checkout;

  private Path launcher = Path.of("none");
  private Path jar = Path.of("none");

  @BeforeEach
  void build() throws IOException {
    launcher = Files.copy(Repository.path("leasehold"), checkout.resolve("leasehold"));
    for (String sources : List.of("src/plugin", "crds", "helm", "target/quarkus-app/app")) {
      Files.createDirectories(checkout.resolve(sources));
    }
    Files.createDirectories(checkout.resolve("target/quarkus-app/lib/main"));
    String launch = "src/plugin/launch.bash";
    Path _ = Files.copy(Repository.path(launch), checkout.resolve(launch));
    Files.writeString(checkout.resolve("pom.xml"), "");
    for (String file :
        List.of(
            "app/leasehold.jar",
            "lib/main/a.jar",
            "lib/main/info.picocli.c.jar",
            "lib/main/io.fabric8.b.jar")) {
      Files.writeString(checkout.resolve("target/quarkus-app").resolve(file), "");
    }
    jdk(0);
    jar = Files.writeString(checkout.resolve("target/quarkus-app/quarkus-run.jar"), "");
  }

  @Test
  void cacheIsMadeBesideTheFirstCallAndUsedByTheNext() throws IOException {
    String first = launched("mine", "-n", "team");
    assertThat(first)
        .endsWith("dev.leasehold.cli.Main mine -n team\n")
        .contains(
            "app/leasehold.jar:" + checkout + "/target/quarkus-app/lib/main/info.picocli.c.jar:")
        .doesNotContain("AOTCache", "quarkus-run.jar");
    Path cache = trained();
    assertThat(Files.getPosixFilePermissions(cache))
        .isSubsetOf(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    String newer = cache.toString().replaceFirst("[.]aot$", ".jar");
    assertThat(Path.of(newer)).content().isEqualTo("jar\n");
    assertThat(launched("show", "r"))
        .contains("-XX:AOTCache=" + cache + " ", "-cp " + newer + ":" + checkout);
  }

  @Test
  void cacheOfAnEarlierBuildOrAnotherJdkIsNotUsed() throws IOException {
    assertThat(launched("mine")).doesNotContain("AOTCache");
    Path cache = trained();
    Files.setLastModifiedTime(cache, FileTime.fromMillis(0));
    assertThat(launched("mine")).endsWith("mine\n");
    Lab.await().until(() -> Files.getLastModifiedTime(trained()).toMillis() > 0);
    Files.writeString(
        checkout.resolve("jdk/release"), "JAVA_VERSION=\"25\"\nIMPLEMENTOR=\"other\"");
    assertThat(launched("mine")).doesNotContain("AOTCache");
    assertThat(trained()).isNotEqualTo(cache);
  }

  @Test
  void jvmThatMakesNoCacheIsAskedOnce() throws IOException {
    jdk(1);
    assertThat(launched("mine")).endsWith("mine\n");
    Path cache = trained();
    FileTime made = Files.getLastModifiedTime(cache);
    assertThat(cache).isEmptyFile();
    assertThat(launched("mine")).doesNotContain("AOTCache");
    assertThat(checkout.resolve("target/training")).doesNotExist();
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(made);
  }

  @Test
  void allOtherCommandsRunAsTheyArePackaged() throws IOException {
    for (String command : List.of("operator", "check", "sign", "report", "notify")) {
      assertThat(launched(command)).endsWith("-jar " + jar + " " + command + "\n");
    }
    assertThat(checkout.resolve("target/training")).doesNotExist();
  }

  @Test
  void theOperatorIsGivenWhatTheLabGivesIt() throws IOException {
    assertThat(launched("operator").split(" ")).containsAll(Operator.JVM);
  }

  @Test
  void terminalsWidthIsToldAndNothingElses() {
    String mine = launcher + " mine";
    Map<String, String> jdk = Map.of("JAVA_HOME", checkout.resolve("jdk").toString());
    List<String> narrow = List.of("script", "-qec", "stty cols 83; " + mine, "/dev/null");
    assertThat(Outcome.of(narrow, jdk, null).orThrow().stdout()).contains("columns=83 ");
    assertThat(launched("mine")).doesNotContain("columns");
  }

  private void jdk(int ends) throws IOException {
    Path bin = Files.createDirectories(checkout.resolve("jdk/bin"));
    Files.writeString(checkout.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = bin.resolve(program);
      Files.writeString(file, JAVA.replace("ENDS", String.valueOf(ends)));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }

  private String launched(String... words) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    return Outcome.of(command, Map.of("JAVA_HOME", checkout.resolve("jdk").toString()), null)
        .orThrow()
        .stdout();
  }

  /** The latest cache, once nobody makes one any more. */
  private Path trained() {
    return Lab.await()
        .until(
            () -> {
              try (Stream<Path> files = Files.list(checkout.resolve("target"))) {
                List<Path> all = files.toList();
                return all.stream().anyMatch(file -> file.endsWith("training"))
                    ? List.<Path>of()
                    : all.stream().filter(file -> file.toString().endsWith(".aot")).toList();
              }
            },
            caches -> !caches.isEmpty())
        .stream()
        .max(Comparator.comparingLong(cache -> cache.toFile().lastModified()))
        .orElseThrow();
  }
}
