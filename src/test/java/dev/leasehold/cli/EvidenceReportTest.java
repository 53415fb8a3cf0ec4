package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.audit.Stories;
import dev.leasehold.audit.Story;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.Lives;
import dev.leasehold.evidence.Logs;
import dev.leasehold.evidence.Statement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What auditors get of a log that has every exception; {@code -Dreport.rewrite=true} writes what is
 * expected anew.
 */
class EvidenceReportTest {
  private static final String KEY = Lives.KEY.verifier().text();
  private static final Path GOLDEN = Path.of("src/test/resources/evidence-report");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private Path log = Path.of("");

  @BeforeEach
  void write() throws IOException {
    log = Logs.of(directory.resolve("log"), bytes(Stories.all()));
  }

  private static List<byte[]> bytes(List<Event> events) {
    return events.stream().map(event -> Statement.sign(event, Lives.KEY).bytes()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "csv", "json"})
  void theReportIsAlwaysTheSame(String form) throws IOException {
    String first = report(log, form);
    assertThat(err.toString()).startsWith("13 requests, 10 with an exception");
    assertSame("report." + form, first);
    assertThat(report(export(), form)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv", "json"})
  void theSampleIsAlwaysTheSame(String form) throws IOException {
    assertThat(run("sample", log, "--seed", "2026-12-02", "--n", "4", "-o", form)).isZero();
    assertSame("sample." + form, out.toString());
  }

  private static void assertSame(String name, String text) throws IOException {
    if (Boolean.getBoolean("report.rewrite")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(GOLDEN.resolve(name), text);
    }
    assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(name)));
  }

  /** What people wrote is a text wherever it is read, and is seen as it is. */
  @Test
  void whatPeopleWroteDoesNothing() throws IOException {
    String html = report(log, "html");
    assertThat(html)
        .contains(
            "=HYPERLINK(&quot;http://x&quot;)&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
                + "\\u{001B}[2J\\u{202E}txt\\u{200B}{request}")
        .contains("&lt;b&gt;olga&lt;/b&gt;")
        .contains("default-src &#39;none&#39;".replace("&#39;", "'"))
        .doesNotContain("<script", "<b>olga", "http://x\"", "\u001b", "\u202e", "\u200b")
        .doesNotContainPattern("(?:src|href)=")
        .doesNotContainPattern(" on[a-z]+=");
    String csv = report(log, "csv");
    assertThat(csv)
        .contains("\"'=HYPERLINK(\"\"http://x\"\")", "\"'@SUM(1)\\u{202E}ines\"")
        .doesNotContainPattern("(?m)(^|,)\"?[=+@\\t\\r-]")
        .doesNotContain("\u001b", "\u202e", "\u200b");
    assertThat(run("sample", log, "--seed", "\u001b[2J", "--n", "13")).isZero();
    String table = out.toString();
    assertThat(table).contains("\\u{001B}[2J").doesNotContain("\u001b", "\u202e");
    for (String json : List.of(report(log, "json"), sampled())) {
      assertThat(json.chars()).allMatch(c -> c < 127 && (c >= ' ' || c == '\n'));
    }
  }

  private String sampled() {
    assertThat(run("sample", log, "--seed", "x", "-o", "json")).isZero();
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "csv", "json"})
  void nothingIsToldOfALogThatWasAltered(String form) throws IOException {
    Path bundle;
    try (var files = Files.list(log.resolve("tile/entries/000.p"))) {
      bundle = files.findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(bundle);
    content[content.length - 20] ^= 1;
    Files.write(bundle, content);
    Path file = directory.resolve("none");
    assertThat(run("report", log, "--format", form, "--file", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(": altered: ", "NOT SOUND", "nothing is told");
    assertThat(file).doesNotExist();
    assertThat(run("sample", log, "--seed", "x", "-o", form.replace("html", "table"))).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void ofAnExportWithoutALineNothingIsTold() throws IOException {
    Path export = export();
    List<String> lines = new ArrayList<>(Files.readAllLines(export));
    lines.remove(7);
    Files.writeString(export, String.join("\n", lines) + "\n");
    Path file = directory.resolve("none");
    assertThat(run("report", export, "--file", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("missing", "NOT SOUND");
    assertThat(file).doesNotExist();
  }

  @Test
  void aPartOfTheLogIsSaidToBeOne() throws IOException {
    String uid = Stories.all().getFirst().request().uid();
    Path part = directory.resolve("part.jsonl");
    assertThat(run("export", log, "--request", uid, "--file", part.toString())).isZero();
    assertThat(report(part, "html"))
        .contains("but it is a part of the log", "entries of request " + uid)
        .doesNotContain("nothing is missing");
    assertThat(json(report(part, "json")).path("complete").asBoolean()).isFalse();
  }

  @Test
  void thePopulationIsThatBetweenTwoCheckpoints() throws IOException {
    List<Event> events = Stories.all();
    Path kept = directory.resolve("kept");
    Files.copy(
        Logs.of(directory.resolve("earlier"), bytes(events.subList(0, 20))).resolve("checkpoint"),
        kept);
    JsonNode before = json(report(log, "json", "--to-checkpoint", kept.toString()));
    assertThat(before.path("period").path("endEntry").asInt()).isEqualTo(20);
    assertThat(before.path("asOf").asText()).isEqualTo(events.get(19).at().toString());
    JsonNode after = json(report(log, "json", "--from-checkpoint", kept.toString()));
    assertThat(after.path("period").path("firstEntry").asInt()).isEqualTo(20);
    assertThat(after.path("figures").path("requests").asInt()).isBetween(8, 12);
    Path file = directory.resolve("none");
    Path other = Logs.of(directory.resolve("other"), bytes(Story.ordinary(30, "b").events()));
    String[] options = {
      "--file", file.toString(), "--from-checkpoint", other.resolve("checkpoint").toString()
    };
    assertThat(run("report", log, options)).isEqualTo(1);
    assertThat(err.toString()).contains("not a continuation of a known checkpoint");
    assertThat(run("report", export(), options)).isEqualTo(2);
    assertThat(file).doesNotExist();
  }

  @Test
  void aPageListsSoManyRequestsAndTheOthersAll() throws IOException {
    List<Event> many =
        IntStream.range(0, 310)
            .boxed()
            .flatMap(i -> Story.of(i, "r-" + i).offered().events().stream())
            .toList();
    Path large = Logs.of(directory.resolve("large"), bytes(many));
    String html = report(large, "html");
    assertThat(html).contains("300 of 310, those with exceptions first");
    assertThat(html.split("<article", -1)).hasSize(301);
    assertThat(report(large, "csv").lines()).hasSize(311);
  }

  @Test
  void anEmptyLogHasAReport() throws IOException {
    Path none = Logs.of(directory.resolve("empty"), List.of());
    assertThat(report(none, "html")).contains("0 of 0");
    assertThat(json(report(none, "json")).path("lives")).isEmpty();
  }

  @Test
  void wrongUsageIsTold() throws IOException {
    assertThat(run("sample", log, "--seed", "x", "--n", "0")).isEqualTo(2);
    assertThat(run("sample", log)).isEqualTo(2);
    assertThat(run("report", log)).isEqualTo(2);
    String file = directory.resolve("report").toString();
    assertThat(run("report", directory.resolve("none"), "--file", file)).isEqualTo(3);
    assertThat(run("report", log, "--file", directory + "/no/where")).isEqualTo(3);
    assertThat(run("report", log, "--file", file, "--to-checkpoint", file)).isEqualTo(2);
  }

  private Path export() {
    Path export = directory.resolve("all.jsonl");
    assertThat(run("export", log, "--file", export.toString())).isZero();
    return export;
  }

  private String report(Path from, String form, String... options) throws IOException {
    Path file = directory.resolve("report." + form);
    List<String> words = new ArrayList<>(List.of("--format", form, "--file", file.toString()));
    words.addAll(List.of(options));
    assertThat(run("report", from, words.toArray(String[]::new))).as("%s", err).isZero();
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private int run(String command, Path path, String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of("evidence", command, path.toString()));
    words.addAll(List.of("--key", KEY));
    words.addAll(List.of(options));
    return Main.program()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }
}
