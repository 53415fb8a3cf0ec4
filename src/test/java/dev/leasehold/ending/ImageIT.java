package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Image;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's image: what is in it, and that the operator runs from it as the chart wants. */
@InItsOwnLab
final class ImageIT {
  private static final String USER = "65532:65532";

  /** Of the limit in the chart's values, as one may read in /proc. */
  private static final long LIMIT_KIB = 288 * 1024;

  /** On cores that others use as well; decision 0131 has what it takes. */
  private static final Duration START = Duration.ofSeconds(20);

  @TempDir private static Path directory;
  private static Image image;

  @BeforeAll
  static void make() throws IOException {
    image = Image.in(Files.createDirectory(directory.resolve("first")));
  }

  @Test
  void onePackageMakesOneImage() throws IOException {
    Image another = Image.in(Files.createDirectory(directory.resolve("second")));
    assertThat(another.digest()).isEqualTo(image.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(image.writtenDigest()).isEqualTo(image.digest());
    assertThat(another.sbom()).isEqualTo(image.sbom());
  }

  @Test
  void nothingInItCanBeChangedOrStartedButJava() throws IOException {
    List<TarArchiveEntry> entries = image.entries();
    assertThat(entries).hasSizeGreaterThan(200);
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.isFile() || entry.isDirectory()).isTrue();
              assertThat(entry.getMode() & 07022).as(entry.getName()).isZero();
              assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
              assertThat(entry.getLastModifiedTime().toInstant())
                  .isBefore(Instant.ofEpochSecond(2));
            });
    assertThat(entries.stream().filter(e -> e.isFile() && (e.getMode() & 0111) != 0))
        .extracting(TarArchiveEntry::getName)
        .hasSize(2)
        .contains("opt/java/bin/java")
        .anyMatch(name -> name.matches("lib[^/]*/(.*/)?ld-[^/]*"));
    assertThat(entries).extracting(TarArchiveEntry::getName).noneMatch(ImageIT::isShell);
  }

  private static boolean isShell(String name) {
    return name.matches("(.*/)?(sh|bash|dash|ash|busybox|jshell|keytool|jspawnhelper)");
  }

  @Test
  void itIsRunAsTheChartRunsIt() throws IOException {
    JsonNode configuration = image.configuration();
    assertThat(configuration.at("/config/User").textValue()).isEqualTo(USER);
    assertThat(configuration.at("/config/Entrypoint/0").textValue())
        .isEqualTo("/opt/java/bin/java");
    assertThat(configuration.at("/config/Cmd").valueStream().map(JsonNode::textValue))
        .containsExactly("operator");
    assertThat(configuration.at("/config/Env")).isEmpty();
    assertThat(configuration.at("/config/WorkingDir").textValue()).isEqualTo("/tmp");
    JsonNode labels = configuration.at("/config/Labels");
    for (String label : List.of("title", "description", "version", "licenses")) {
      assertThat(labels.path("org.opencontainers.image." + label).textValue()).isNotBlank();
    }
    String pod = Files.readString(Path.of("helm/leasehold/templates/deployment.yaml"));
    assertThat(pod)
        .contains("runAsUser: 65532", "runAsGroup: 65532", "runAsNonRoot: true")
        .contains("readOnlyRootFilesystem: true", "args: [operator]", "mountPath: /tmp");
  }

  /** Scanners find the one in the image by its name; the C library by Debian's own description. */
  @Test
  void itsBillOfMaterialsNamesEveryLibrary(@TempDir Path root) throws IOException {
    image.unpack(root);
    Path inside = root.resolve("usr/share/sbom/leasehold.cdx.json");
    assertThat(Files.readAllBytes(inside)).isEqualTo(image.sbom());
    JsonNode sbom = new ObjectMapper().readTree(image.sbom());
    assertThat(sbom.at("/bomFormat").textValue()).isEqualTo("CycloneDX");
    List<String> named =
        sbom.at("/components").valueStream().map(ImageIT::jar).sorted().distinct().toList();
    List<String> jars =
        image.entries().stream()
            .map(TarArchiveEntry::getName)
            .filter(name -> name.startsWith("opt/leasehold/lib/") && name.endsWith(".jar"))
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            .toList();
    assertThat(jars).hasSizeGreaterThan(150);
    assertThat(named).containsAll(jars);
  }

  private static String jar(JsonNode component) {
    return component.path("group").asText()
        + "."
        + component.path("name").asText()
        + "-"
        + component.path("version").asText()
        + ".jar";
  }

  @Test
  void theOperatorRunsFromItAndGrantsAndRevokes(@TempDir Path root) throws IOException {
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(OwnLab.values(Map.of()));
      try (Operator operator = Operator.start(lab, Unpacked.of(image, root))) {
        Duration start =
            Duration.between(
                ProcessHandle.of(operator.pid()).orElseThrow().info().startInstant().orElseThrow(),
                Instant.now());
        System.out.println("image: ready after " + start);
        assertThat(start).isLessThan(START);
        Map<String, String> process = status(operator.pid());
        // In a namespace of users, for tests that root does not run, it is the user's own number.
        assertThat(process.get("Uid")).matches("([1-9][0-9]*\t?){4}");
        assertThat(process)
            .containsEntry("CapEff", "0000000000000000")
            .containsEntry("NoNewPrivs", "1");
        Asked asked = Scene.set(lab, Terms.automatic()).asks("from-image", "15s").active();
        asked.ended(EndingCause.Expired);
        String peak = Objects.requireNonNull(status(operator.pid()).get("VmHWM"));
        System.out.println("image: at most " + peak + " resident");
        assertThat(Long.parseLong(peak.replaceAll("\\D", ""))).isLessThan(LIMIT_KIB);
        assertThat(operator.terminate()).isIn(0, 143);
      }
    }
  }

  private static Map<String, String> status(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .map(line -> line.split(":", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip()));
  }
}
