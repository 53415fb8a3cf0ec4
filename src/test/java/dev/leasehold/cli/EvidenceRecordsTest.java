package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.leasehold.audit.Recorded;
import dev.leasehold.audit.Stories;
import dev.leasehold.audit.Story;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.Lives;
import dev.leasehold.evidence.Logs;
import dev.leasehold.evidence.Statement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says of a log and the records of a cluster. */
class EvidenceRecordsTest {
  private static final String KEY = Lives.KEY.verifier().text();
  private static final String TAKEN = "2026-12-03T08:00:00Z";
  private static final List<Event> EVENTS =
      List.of(Story.ordinary(0, "ordinary"), Story.of(9, "b").offered().intended("o").provisioned())
          .stream()
          .flatMap(story -> story.events().stream())
          .toList();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private Path log = Path.of("");

  @BeforeEach
  void write() throws IOException {
    log =
        Logs.of(
            directory.resolve("log"),
            EVENTS.stream().map(event -> Statement.sign(event, Lives.KEY).bytes()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "yaml"})
  void recordsThatSayTheSameAgree(String form) throws IOException {
    Path records = dump(form, Recorded.of(EVENTS));
    assertThat(run(log, records, "--taken", TAKEN)).as("%s%s", out, err).isZero();
    assertThat(out.toString().lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("SOUND: 8 entries");
    assertThat(out.toString()).endsWith("AGREES: 2 records, 0 differences\n");
    Path export = directory.resolve("all.jsonl");
    assertThat(execute("evidence", "export", log.toString(), "--file", export.toString())).isZero();
    assertThat(run(export, records, "--taken", TAKEN)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "yaml"})
  void whatIsAlteredIsNamed(String form) throws IOException {
    List<ObjectNode> records = Recorded.of(EVENTS);
    records.getFirst().withObject("/spec").put("applier", Stories.HOSTILE);
    ObjectNode _ = records.remove(1);
    assertThat(run(log, dump(form, records), "--taken", TAKEN)).isEqualTo(1);
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("0000000: spec.applier: the record says \"=HYPERLINK")
        .contains("\\u{001B}[2J")
        .contains("0000009: missing, though access was provided for it")
        .contains("DOES NOT AGREE: 1 records, 2 differences")
        .doesNotContain("\u001b");
  }

  @Test
  void whatCannotBeToldIsCounted() throws IOException {
    assertThat(run(log, dump("json", List.of()))).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("not compared: 2 requests of which the log says what may be later");
  }

  @Test
  void nothingIsToldOfALogThatIsNotSound() throws IOException {
    Path bundle = log.resolve("tile/entries/000.p/8");
    byte[] content = Files.readAllBytes(bundle);
    content[content.length - 20] ^= 1;
    Files.write(bundle, content);
    assertThat(run(log, dump("json", List.of()), "--taken", TAKEN)).isEqualTo(1);
    assertThat(out.toString()).contains("the records were not compared").doesNotContain("missing");
  }

  @Test
  void whatIsNoWholeListIsRefused() throws IOException {
    for (String form : List.of("json", "yaml")) {
      String whole = Files.readString(dump(form, Recorded.of(EVENTS)));
      int items = whole.indexOf("items");
      for (int length = 0; length < whole.lastIndexOf("kind"); length += length < items ? 7 : 997) {
        Path cut = Files.writeString(directory.resolve("cut"), whole.substring(0, length));
        assertThat(run(log, cut)).as("%d of %s", length, form).isEqualTo(3);
      }
    }
    for (String text :
        List.of(
            "kind: List\nitems: [{kind: Secret, apiVersion: v1}]\n",
            "kind: List\nitems: []\n---\nkind: List\n",
            "kind: List\nkind: List\nitems: []\n",
            "kind: List\nitems: [1]\n",
            "kind: List\nitems: [&a [*a, *a]]\n",
            "[]",
            "\u0000",
            "kind: List\nitems: [{kind: \"" + "x".repeat(9 << 20) + "\"}]\n")) {
      Path file = Files.writeString(directory.resolve("other"), text);
      assertThat(run(log, file)).as("%.50s", text).isEqualTo(3);
    }
    assertThat(err.toString()).contains("other cannot be read (one object in it is larger than 8");
    assertThat(run(log, directory.resolve("nowhere"))).isEqualTo(3);
    assertThat(execute("evidence", "verify", log.toString(), "--taken", TAKEN)).isEqualTo(2);
  }

  private Path dump(String form, List<ObjectNode> records) throws IOException {
    String json = Recorded.list(records);
    String text =
        form.equals("json")
            ? json
            : new YAMLMapper().writeValueAsString(new ObjectMapper().readTree(json));
    return Files.writeString(directory.resolve("records." + form), text);
  }

  private int run(Path path, Path records, String... options) {
    List<String> words = new ArrayList<>(List.of("evidence", "verify", path.toString()));
    words.addAll(List.of("--records", records.toString()));
    words.addAll(List.of(options));
    return execute(words.toArray(String[]::new));
  }

  private int execute(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--key", KEY));
    return Main.program()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
