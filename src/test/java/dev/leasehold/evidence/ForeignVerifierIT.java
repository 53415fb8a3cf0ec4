package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.TlogCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, verified by the library behind Go's checksum database. */
class ForeignVerifierIT {
  private static final String KEY = Lives.KEY.verifier().text();

  @TempDir private Path directory;

  @Test
  void logsOfEverySizeAreAccepted() throws IOException {
    for (int size : List.of(1, 255, 256, 257, 700)) {
      Path log = Logs.of(directory.resolve("log-" + size), Lives.bytes(size));
      String root = Logs.checkpoint(log).root().base64();
      assertThat(TlogCheck.of("log", KEY, List.of(log))).containsExactly("ok " + size + " " + root);
    }
  }

  @Test
  void aLogWithAChangeIsRefused() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(257));
    for (String file : List.of("tile/entries/000", "tile/0/000", "tile/1/000.p/1", "checkpoint")) {
      byte[] content = Files.readAllBytes(log.resolve(file));
      byte[] changed = content.clone();
      changed[changed.length - 5] ^= 1;
      Files.write(log.resolve(file), changed);
      assertThat(TlogCheck.of("log", KEY, List.of(log)).getFirst()).as(file).startsWith("refused ");
      assertThat(Logs.verdict(log).isSound()).as(file).isFalse();
      Files.write(log.resolve(file), content);
    }
    assertThat(Logs.verdict(log).isSound()).isTrue();
  }

  @Test
  void everySingleChangeOfAnExportIsRefused() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(200));
    Path export = Files.write(directory.resolve("export"), Logs.export(log, Selection.ALL));
    assertThat(TlogCheck.of("export", KEY, List.of(export)))
        .containsExactly("ok 200 " + Logs.checkpoint(log).root().base64());
    String said = TlogCheck.of("tamper", KEY, List.of(export)).getFirst();
    assertThat(said).matches("refused [0-9]{6,}, accepted 0");
  }

  /** By ECDSA P-256, which the library of transparency.dev reads. */
  @Test
  void everySingleChangeOfAnExportByEcdsaIsRefused() throws IOException {
    SigningKey key = Ecdsa.key();
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(40, key), key);
    Path export = directory.resolve("export");
    try (OutputStream out = Files.newOutputStream(export)) {
      long _ = LogExport.of(log, key.keys()).write(Selection.ALL, out);
    }
    String vkey = key.verifier().text();
    assertThat(TlogCheck.of("log", vkey, List.of(log)).getFirst()).startsWith("ok 40 ");
    assertThat(TlogCheck.of("export", vkey, List.of(export)).getFirst()).startsWith("ok 40 ");
    assertThat(TlogCheck.of("tamper", vkey, List.of(export)).getFirst())
        .matches("refused [0-9]{5,}, accepted 0");
    assertThat(TlogCheck.of("export", Ecdsa.key().verifier().text(), List.of(export)).getFirst())
        .startsWith("refused ");
  }

  @Test
  void whatAWitnessCosignsIsAcceptedAndEveryChangeIsRefused() throws Exception {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(20));
    Path state = directory.resolve("state");
    try (Witness witness = Witnesses.open(state)) {
      assertThat(witness.add(Witnesses.body(log, 0, 20)).status()).isEqualTo(200);
    }
    String key = Witnesses.signer(1).verifier().text();
    Path kept = state.resolve(Witnesses.hash());
    assertThat(TlogCheck.of("cosigned", key, List.of(kept)))
        .containsExactly("ok " + Witnesses.NOW.getEpochSecond());
    byte[] content = Files.readAllBytes(kept);
    List<Path> changed = new ArrayList<>();
    for (int i = 0; i < content.length; i++) {
      byte[] one = content.clone();
      one[i] ^= 1;
      changed.add(Files.write(directory.resolve("changed-" + i), one));
    }
    String note = Files.readString(kept);
    int text = SignedNote.parse(note).text().length();
    int line = content.length - Witnesses.lastLine(note).getBytes(StandardCharsets.UTF_8).length;
    List<String> said = TlogCheck.of("cosigned", key, changed);
    for (int i = 0; i < said.size(); i++) {
      // Between the text and the witness's line is that of the log.
      boolean isOfTheLog = i > text && i < line;
      assertThat(said.get(i).startsWith("refused ") || isOfTheLog).as(said.get(i)).isTrue();
    }
    assertThat(Files.readString(log.resolve("checkpoint")) + Witnesses.lastLine(note))
        .isEqualTo(note);
  }

  @Test
  void anExportWithCosignaturesIsAccepted() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(300));
    Witnesses.cosign(log, 270, Witnesses.NOW, 1, 2);
    Path export = directory.resolve("export");
    try (OutputStream out = Files.newOutputStream(export)) {
      long _ = LogExport.cosigned(log, Lives.KEYS).write(Selection.ALL, out);
    }
    assertThat(TlogCheck.of("export", KEY, List.of(export)).getFirst()).startsWith("ok 270 ");
  }

  /** Ours and theirs say the same of each set of witnesses under each of these policies. */
  @Test
  void aPolicyIsJudgedAlike() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(9));
    List<String> quorums =
        List.of(
            "group g any w1 w2 w3\nquorum g\n",
            "group g 2 w1 w2 w3\nquorum g\n",
            "group g all w1 w2 w3\nquorum g\n",
            "group g any w1 w2\ngroup h all g w3\nquorum h\n",
            "quorum w2\n",
            "quorum none\n");
    for (String quorum : quorums) {
      StringBuilder file = new StringBuilder("log " + KEY + "\n");
      for (int i = 1; i <= 3; i++) {
        file.append(
            "witness w%d %s https://w%d.example.org\n"
                .formatted(i, Witnesses.signer(i).verifier().text(), i));
      }
      String policy = file + quorum;
      Path written = Files.writeString(directory.resolve("policy"), policy);
      List<Path> notes = new ArrayList<>();
      List<Boolean> ours = new ArrayList<>();
      for (int set = 0; set < 8; set++) {
        int chosen = set;
        int[] by = IntStream.rangeClosed(1, 3).filter(i -> (chosen >> (i - 1) & 1) == 1).toArray();
        Witnesses.cosign(log, 9, Witnesses.NOW, by);
        String note = Files.readString(log.resolve(CosignedLog.FILE));
        notes.add(Files.writeString(directory.resolve("note-" + set), note));
        ours.add(isReached(TrustPolicyFile.parse(policy.getBytes(StandardCharsets.UTF_8)), note));
      }
      List<Boolean> theirs =
          TlogCheck.of("policy", written.toString(), notes).stream().map("ok"::equals).toList();
      assertThat(ours).as(quorum).isEqualTo(theirs).contains(true);
    }
  }

  private static boolean isReached(TrustPolicy policy, String note) {
    try {
      return policy.judge(note, Optional.empty()) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
