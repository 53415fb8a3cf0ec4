package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export of 200 entries with every single byte changed, and one of fewer with every change of
 * lines; {@link ForeignVerifierIT} makes all of them to 200.
 */
class ExportTest {
  private static final int COUNT = 200;
  private static final int FEW = 24;

  @TempDir private static Path directory;

  private static Path log = Path.of("");
  private static byte[] export = {};
  private static List<String> lines = List.of();
  private static byte[] small = {};
  private static List<String> few = List.of();

  @BeforeAll
  static void exported() throws IOException {
    log = Logs.of(directory.resolve("log"), Lives.bytes(COUNT));
    export = Logs.export(log, Selection.ALL);
    lines = lines(export);
    small = Logs.export(Logs.of(directory.resolve("small"), Lives.bytes(FEW)), Selection.ALL);
    few = lines(small);
  }

  @Test
  void whatIsExportedIsSoundAndTheSameEachTime() throws IOException {
    Verdict verdict = Logs.verdict(export, Logs.checkpoint(log));
    assertThat(Logs.said(verdict)).isEmpty();
    assertThat(verdict.entries()).isEqualTo(COUNT);
    assertThat(verdict.checkpoint()).contains(Logs.checkpoint(log));
    assertThat(Logs.export(log, Selection.ALL)).isEqualTo(export);
  }

  @Test
  void everySingleByteThatIsChangedIsFound() throws IOException {
    Checkpoint checkpoint = Logs.checkpoint(log);
    ExportForm.Head head = ExportForm.readHead(utf8(lines.getFirst()));
    for (int i = 1; i <= COUNT; i++) {
      byte[] line = utf8(lines.get(i));
      for (int at = 0; at < line.length; at++) {
        byte[] changed = line.clone();
        changed[at] ^= 1;
        Findings findings = new Findings();
        ExportedEntries entries =
            new ExportedEntries(
                head,
                checkpoint,
                new EntryCheck(Lives.KEYS, findings, EntryReader.none()),
                findings);
        entries.add(changed);
        assertThat(findings.isEmpty()).as("byte %d of line %d", at, i).isFalse();
      }
    }
  }

  @Test
  void whatALineHasBesidesIsFound() throws IOException {
    String line = few.get(3);
    for (String more :
        List.of(
            line + " ",
            line.replaceFirst(",", ", "),
            line.replaceFirst("\\{", "{\"added\":1,"),
            line.replaceFirst("\\{", "{\"proof\":1,"))) {
      List<String> changed = new ArrayList<>(few);
      changed.set(3, more);
      assertThat(said(changed)).as(more).anyMatch(names(2, "altered"));
    }
  }

  @Test
  void everyByteOfTheFirstAndLastLinesAndSomeOthersAreFound() throws IOException {
    int first = utf8(few.getFirst()).length + 1;
    int last = small.length - utf8(few.getLast()).length - 1;
    for (int at = 0; at < small.length; at += at < first || at >= last - 1 ? 1 : 397) {
      byte[] changed = small.clone();
      changed[at] ^= 1;
      assertThat(Logs.verdict(changed).isSound()).as("byte %d", at).isFalse();
    }
  }

  @Test
  void everyLineThatIsRemovedRepeatedOrCutOffIsNamed() throws IOException {
    for (int i = 1; i <= FEW; i++) {
      List<String> removed = new ArrayList<>(few);
      removed.remove(i);
      assertThat(said(removed)).anyMatch(names(i - 1, i == FEW ? "truncated" : "missing"));
      List<String> repeated = new ArrayList<>(few);
      repeated.add(i, few.get(i));
      assertThat(said(repeated)).anyMatch(names(i - 1, "added"));
      assertThat(said(few.subList(0, i)))
          .anyMatch(text -> text.startsWith("entr") && text.contains("truncated"))
          .anyMatch(text -> text.contains("no last line"));
    }
  }

  @Test
  void everyTwoLinesThatAreSwappedAreNamed() throws IOException {
    for (int i = 1; i <= FEW; i++) {
      for (int j = i + 1; j <= FEW; j++) {
        List<String> swapped = new ArrayList<>(few);
        Collections.swap(swapped, i, j);
        assertThat(said(swapped))
            .anyMatch(names(i - 1, "out of order"))
            .noneMatch(text -> text.contains("missing"));
      }
    }
  }

  @Test
  void everyLengthThatIsCutOffIsFound() throws IOException {
    for (int length = 0; length < small.length; length += 101) {
      assertThat(Logs.verdict(Arrays.copyOf(small, length)).isSound()).isFalse();
    }
    assertThat(Logs.verdict(Arrays.copyOf(small, small.length - 1)).isSound()).isFalse();
    assertThat(Logs.verdict(Arrays.copyOf(small, small.length + 1)).isSound()).isFalse();
  }

  @Test
  void aSelectionHasWhatWasAskedForAndIsNamed() throws IOException {
    Selection one = Selection.of(Lives.uid(3), null, null);
    Verdict verdict = Logs.verdict(Logs.export(log, one));
    assertThat(verdict.entries()).isEqualTo(4);
    assertThat(Logs.said(verdict)).isEmpty();
    assertThat(verdict.selection().text()).isEqualTo("entries of request " + Lives.uid(3));
    Selection period = Selection.of(null, Lives.START.plusSeconds(10), Lives.START.plusSeconds(20));
    assertThat(Logs.verdict(Logs.export(log, period)).entries()).isEqualTo(10);
    List<String> other = new ArrayList<>(lines(Logs.export(log, one)));
    other.set(2, lines.get(1));
    assertThat(said(other)).anyMatch(text -> text.contains("not one of the entries of request"));
  }

  @Test
  void anotherHistoryIsFound() throws IOException {
    Checkpoint other = new Checkpoint(Lives.NAME, COUNT, TreeHash.ofNothing());
    Checkpoint later = new Checkpoint(Lives.NAME, COUNT + 1, TreeHash.ofNothing());
    assertThat(Logs.said(Logs.verdict(export, other))).anyMatch(s -> s.contains("continuation"));
    assertThat(Logs.said(Logs.verdict(export, later))).anyMatch(s -> s.contains("continuation"));
  }

  private static Predicate<String> names(int index, String what) {
    return text -> text.startsWith("entry " + index + ": " + what);
  }

  private static List<String> said(List<String> lines) throws IOException {
    return Logs.said(Logs.verdict(utf8(String.join("\n", lines) + "\n")));
  }

  private static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
