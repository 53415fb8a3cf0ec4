package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a log's directory, and how it is named. */
class LogVerifierTest {
  private static final List<byte[]> ENTRIES = Lives.bytes(300);

  @TempDir private Path directory;

  private Path log = Path.of("");

  @BeforeEach
  void write() throws IOException {
    log = Logs.of(directory.resolve("log"), ENTRIES);
  }

  @Test
  void aLogIsSound() throws IOException {
    Verdict verdict = Logs.verdict(log, Logs.checkpoint(log));
    assertThat(Logs.said(verdict)).isEmpty();
    assertThat(verdict.entries()).isEqualTo(300);
  }

  @Test
  void anEntryThatIsAlteredIsNamed() throws IOException {
    for (int index : List.of(0, 17, 255, 256, 299)) {
      List<byte[]> entries = bundle(index);
      byte[] changed = entries.get(index % 256).clone();
      changed[changed.length / 2] ^= 1;
      entries.set(index % 256, changed);
      rewrite(index, entries);
      assertThat(said())
          .containsExactly("entry " + index + ": altered: its hash is not the one in the log");
      rewrite(index, bundle(index));
      assertThat(said()).isEmpty();
    }
  }

  @Test
  void anEntryThatIsMissingIsNamed() throws IOException {
    for (int index : List.of(0, 17, 255, 256, 298)) {
      List<byte[]> entries = bundle(index);
      entries.remove(index % 256);
      rewrite(index, entries);
      assertThat(said())
          .containsExactly(
              "entry "
                  + index
                  + ": missing: "
                  + (index == 255
                      ? "the file of entries ends before it"
                      : "its hash is in the log, the entry is not"));
      rewrite(index, bundle(index));
    }
  }

  @Test
  void anEntryThatIsAddedIsNamed() throws IOException {
    List<byte[]> entries = bundle(0);
    entries.add(17, Lives.bytes(310).getLast());
    rewrite(0, entries);
    assertThat(said())
        .containsExactly(
            "entry 17: added: an entry that the log does not have stands before this one");
  }

  @Test
  void entriesThatAreSwappedAreNamed() throws IOException {
    List<byte[]> entries = bundle(0);
    Collections.swap(entries, 3, 200);
    rewrite(0, entries);
    assertThat(said())
        .containsExactly(
            "entry 3: out of order: it stands in the place of entry 200",
            "entry 200: out of order: another entry stands in its place");
  }

  @Test
  void aFileThatIsCutShortIsNamed() throws IOException {
    Path file = log.resolve("tile/entries/001.p/44");
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 10));
    assertThat(said())
        .containsExactly(
            "entry 299: truncated: its length exceeds what is left",
            "entry 299: missing: the file of entries ends before it");
  }

  @Test
  void filesThatAreGoneAreNamed() throws IOException {
    for (String file : List.of("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1")) {
      byte[] content = Files.readAllBytes(log.resolve(file));
      Files.delete(log.resolve(file));
      assertThat(said())
          .containsExactly(
              "tile altered or missing: " + file + " does not fit the entries and hashes below");
      Files.write(log.resolve(file), content);
    }
    Files.delete(log.resolve("tile/entries/000"));
    assertThat(said()).hasSize(256).allMatch(text -> text.contains("missing"));
    Files.delete(log.resolve("tile/0/000"));
    assertThat(said()).anyMatch(text -> text.startsWith("entries 0 to 255: missing"));
    Files.delete(log.resolve("checkpoint"));
    assertThat(said()).containsExactly("checkpoint not valid: there is no file checkpoint");
  }

  @Test
  void everyByteOfTheTilesIsHeldAgainstTheEntries() throws IOException {
    for (String name : List.of("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1")) {
      byte[] content = Files.readAllBytes(log.resolve(name));
      for (int at = 0; at < content.length; at += 501) {
        byte[] changed = content.clone();
        changed[at] ^= 1;
        Files.write(log.resolve(name), changed);
        assertThat(said()).as("%s at %d", name, at).hasSize(1).allMatch(s -> s.contains(name));
      }
      Files.write(log.resolve(name), content);
    }
  }

  @Test
  void whoHasTheVolumeButNotTheKeyCannotRewriteIt() throws IOException {
    List<byte[]> other = new ArrayList<>(ENTRIES);
    Collections.swap(other, 3, 200);
    Path forged = Logs.of(directory.resolve("forged"), other);
    Files.copy(
        log.resolve("checkpoint"),
        forged.resolve("checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(Logs.said(Logs.verdict(forged)))
        .containsExactly(
            "root of the tree differs: the entries do not give what the checkpoint was signed over");
  }

  @Test
  void entriesThatNobodySignedAreNamed() throws IOException {
    List<byte[]> other = new ArrayList<>(ENTRIES.subList(0, 5));
    other.set(2, Statement.sign(Lives.event(2), Lives.key(9)).bytes());
    other.set(4, new byte[] {1});
    Path forged = Logs.of(directory.resolve("forged"), other);
    assertThat(Logs.said(Logs.verdict(forged)))
        .containsExactly(
            "entry 2: not signed by the log's key: no signature by a given key",
            "entry 4: not a statement: not JSON");
  }

  @Test
  void aLogThatWasRolledBackOrRewrittenIsNamed() throws IOException {
    Path earlier = Logs.of(directory.resolve("earlier"), ENTRIES.subList(0, 290));
    assertThat(Logs.said(Logs.verdict(log, Logs.checkpoint(earlier)))).isEmpty();
    assertThat(Logs.said(Logs.verdict(earlier, Logs.checkpoint(log))))
        .containsExactly(
            "not a continuation of a known checkpoint: one of size 300 is known; the log ends at 290");
    List<byte[]> other = new ArrayList<>(ENTRIES.subList(0, 290));
    Collections.swap(other, 3, 200);
    Path forged = Logs.of(directory.resolve("forged"), other);
    assertThat(Logs.said(Logs.verdict(log, Logs.checkpoint(forged))))
        .containsExactly(
            "not a continuation of a known checkpoint: one of size 290 is known; its first entries are others");
  }

  private List<String> said() throws IOException {
    return Logs.said(Logs.verdict(log));
  }

  private static List<byte[]> bundle(int index) {
    int first = index / 256 * 256;
    return new ArrayList<>(ENTRIES.subList(first, Math.min(first + 256, ENTRIES.size())));
  }

  private void rewrite(int index, List<byte[]> entries) throws IOException {
    String file = index < 256 ? "tile/entries/000" : "tile/entries/001.p/44";
    Files.write(log.resolve(file), Bundle.encode(entries));
  }
}
