package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leasehold.evidence.FailingDisk.Plan;
import dev.leasehold.evidence.FailingDisk.When;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WitnessTest {
  @TempDir private Path directory;
  private Path log;

  @BeforeEach
  void write() throws IOException {
    log = Logs.of(directory.resolve("log"), Lives.bytes(40));
  }

  private Path state() {
    return directory.resolve("state");
  }

  private static int status(Witness witness, byte[] body) throws Exception {
    return witness.add(body).status();
  }

  @Test
  void whatGoesOnIsCosignedAndNothingElseIs() throws Exception {
    try (Witness witness = Witnesses.open(state())) {
      WitnessAnswer first = witness.add(Witnesses.body(log, 0, 10));
      assertThat(first.status()).isEqualTo(200);
      SignedNote note = SignedNote.parse(new Checkpoint(Lives.NAME, 10, root(10)).sign(Lives.KEY));
      SignedNote.Line line = SignedNote.Line.parse(first.body().strip());
      assertThat(note.with(line).cosignedBy(Witnesses.signer(1).verifier())).hasSize(1);
      assertThat(status(witness, Witnesses.body(log, 10, 10))).isEqualTo(200);
      assertThat(status(witness, Witnesses.body(log, 10, 33))).isEqualTo(200);
      WitnessAnswer conflict = witness.add(Witnesses.body(log, 10, 40));
      assertThat(conflict).isEqualTo(new WitnessAnswer(409, "text/x.tlog.size", "33\n"));
      assertThat(status(witness, Witnesses.body(log, 0, 40))).isEqualTo(409);
      assertThat(status(witness, Witnesses.body(log, 33, 40))).isEqualTo(200);
    }
  }

  private TreeHash root(long size) throws IOException {
    return LogSnapshot.take(new LogFiles(new Disk.Real(), log), Lives.KEYS).tree().root(size);
  }

  @Test
  void anotherHistoryIsRefusedWhateverItsSize() throws Exception {
    Path other = Witnesses.rewritten(directory.resolve("other"), 40);
    try (Witness witness = Witnesses.open(state())) {
      assertThat(status(witness, Witnesses.body(log, 0, 20))).isEqualTo(200);
      for (int size = 0; size <= 40; size++) {
        assertThat(status(witness, Witnesses.body(other, 0, size))).as("%d", size).isEqualTo(409);
        int expected = size < 20 ? 400 : size == 20 ? 409 : 422;
        assertThat(status(witness, Witnesses.body(other, 20, size))).isEqualTo(expected);
      }
      List<TreeHash> right = tree(log).consistency(20, 40);
      String wrongEnd = new Checkpoint(Lives.NAME, 40, tree(other).root(40)).sign(Lives.KEY);
      assertThat(status(witness, Witnesses.body(20, right, wrongEnd))).isEqualTo(422);
      assertThat(status(witness, Witnesses.body(log, 20, 40))).isEqualTo(200);
    }
  }

  private static TreeReader tree(Path log) throws IOException {
    return LogSnapshot.take(new LogFiles(new Disk.Real(), log), Lives.KEYS).tree();
  }

  @Test
  void theEmptyTreeHasOneRootAndNeedsNoProof() throws Exception {
    try (Witness witness = Witnesses.open(state())) {
      String wrong = new Checkpoint(Lives.NAME, 0, TreeHash.leaf(new byte[1])).sign(Lives.KEY);
      assertThat(status(witness, Witnesses.body(0, List.of(), wrong))).isEqualTo(409);
      String ten = new Checkpoint(Lives.NAME, 10, root(10)).sign(Lives.KEY);
      List<TreeHash> proof = List.of(TreeHash.ofNothing());
      assertThat(status(witness, Witnesses.body(0, proof, ten))).isEqualTo(422);
      String empty = new Checkpoint(Lives.NAME, 0, TreeHash.ofNothing()).sign(Lives.KEY);
      assertThat(status(witness, Witnesses.body(0, List.of(), empty))).isEqualTo(200);
      assertThat(status(witness, Witnesses.body(0, List.of(), ten))).isEqualTo(200);
    }
  }

  @Test
  void repeatedSignaturesAreKeptOnce() throws Exception {
    SignedNote note = SignedNote.parse(new Checkpoint(Lives.NAME, 10, root(10)).sign(Lives.KEY));
    SignedNote.Line line = note.lines().getFirst();
    String often = note.with(line).with(line).note();
    try (Witness witness = Witnesses.open(state())) {
      WitnessAnswer answer = witness.add(Witnesses.body(0, List.of(), often));
      assertThat(witness.latest(Witnesses.hash()).body()).isEqualTo(note.note() + answer.body());
    }
  }

  @Test
  void withoutAClockNothingIsCosignedThatCouldNotBeRead() throws Exception {
    Files.createDirectories(state());
    LogFiles files = new LogFiles(new Disk.Real(), state());
    List<Instant> now = new ArrayList<>(List.of(Instant.EPOCH, Instant.MIN, Witnesses.NOW));
    try (Witness witness = Witness.open(Witnesses.signer(1), Lives.KEYS, files, now::removeFirst)) {
      assertThat(status(witness, Witnesses.body(log, 0, 10))).isEqualTo(503);
      assertThat(status(witness, Witnesses.body(log, 0, 10))).isEqualTo(503);
      assertThat(status(witness, Witnesses.body(log, 0, 10))).isEqualTo(200);
    }
  }

  @Test
  void whoIsNotKnownIsToldSo() throws Exception {
    try (Witness witness = Witnesses.open(state())) {
      Checkpoint ten = new Checkpoint(Lives.NAME, 10, root(10));
      byte[] seed = new byte[32];
      SigningKey stranger = SigningKey.of("example.com/other", seed);
      String unknown = new Checkpoint("example.com/other", 10, root(10)).sign(stranger);
      assertThat(status(witness, Witnesses.body(0, List.of(), unknown))).isEqualTo(404);
      assertThat(status(witness, Witnesses.body(0, List.of(), ten.sign(Lives.key(8)))))
          .isEqualTo(403);
      SignedNote signed = SignedNote.parse(ten.sign(Lives.KEY));
      SignedNote forged =
          SignedNote.parse(new Checkpoint(Lives.NAME, 11, root(11)).sign(Lives.KEY));
      String both = signed.with(forged.lines().getFirst()).note();
      assertThat(status(witness, Witnesses.body(0, List.of(), both))).isEqualTo(403);
      String withOthers =
          signed.with(SignedNote.parse(ten.sign(Lives.key(8))).lines().getFirst()).note();
      assertThat(status(witness, Witnesses.body(0, List.of(), withOthers))).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "old 0, old",
    "old 0, old 00",
    "old 0, old -1",
    "old 0, old +0",
    "old 0, 'old 0 '",
    "old 0, old 99999999999999999999",
    "old 0, new 0",
    "old 0, old 41",
    "old 0, 'old 0\nAAAA'",
    "old 0, 'old 0\n'",
    "example.com/evidence, ''",
    "'\n10\n', '\n010\n'",
    "'\n10\n', '\n10\n\n'",
    "'\n10\n', '\n10'",
  })
  void whatIsMalformedIsABadRequest(String part, String instead) throws Exception {
    try (Witness witness = Witnesses.open(state())) {
      String body = new String(Witnesses.body(log, 0, 10), StandardCharsets.UTF_8);
      byte[] changed = body.replaceFirst(part, instead).getBytes(StandardCharsets.UTF_8);
      assertThat(status(witness, changed))
          .as(new String(changed, StandardCharsets.UTF_8))
          .isEqualTo(400);
      assertThat(
              status(
                  witness, body.substring(0, body.length() - 1).getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(400);
      assertThat(status(witness, new byte[] {'o', 'l', 'd', ' ', '0', '\n', '\n', (byte) 0xff}))
          .isEqualTo(400);
      assertThat(status(witness, new byte[Witness.MAX_BODY + 1])).isEqualTo(400);
      List<TreeHash> tooMany = Collections.nCopies(64, TreeHash.ofNothing());
      assertThat(status(witness, Witnesses.body(5, tooMany, signed(10)))).isEqualTo(400);
      assertThat(status(witness, Witnesses.body(0, tooMany.subList(1, 64), signed(10))))
          .isEqualTo(422);
    }
  }

  private String signed(long size) throws IOException {
    return new Checkpoint(Lives.NAME, size, root(size)).sign(Lives.KEY);
  }

  /** Who has the log's key could otherwise make its last checkpoint too long to be read. */
  @Test
  void aNoteThatIsStuffedDoesNotMakeTheStateUnreadable() throws Exception {
    try (Witness witness = Witnesses.open(state())) {
      SignedNote note = SignedNote.parse(signed(10));
      StringBuilder stuffed = new StringBuilder(note.note());
      while (stuffed.length() < SignedNote.MAX_LENGTH - 300) {
        stuffed.append(note.lines().getFirst().text());
      }
      assertThat(status(witness, Witnesses.body(0, List.of(), stuffed.toString()))).isEqualTo(200);
      String text = note.text() + "x".repeat(SignedNote.MAX_LENGTH - 300) + "\n";
      byte[] extended = Witnesses.body(10, List.of(), SignedNote.sign(text, Lives.KEY));
      assertThat(status(witness, extended)).isEqualTo(400);
      String little = SignedNote.sign(note.text() + "an extension\n", Lives.KEY);
      assertThat(status(witness, Witnesses.body(10, List.of(), little))).isEqualTo(200);
      assertThat(status(witness, Witnesses.body(log, 10, 20))).isEqualTo(200);
    }
  }

  @Test
  void monitorsSeeWhatWasCosigned() throws Exception {
    String hash = Witnesses.hash();
    try (Witness witness = Witnesses.open(state())) {
      assertThat(witness.latest(hash).status()).isEqualTo(404);
      assertThat(status(witness, Witnesses.body(log, 0, 10))).isEqualTo(200);
      String latest = witness.latest(hash).body();
      assertThat(Checkpoint.open(latest, Lives.KEYS).size()).isEqualTo(10);
      assertThat(SignedNote.parse(latest).cosignedBy(Witnesses.signer(1).verifier())).hasSize(1);
      assertThat(witness.latest("0".repeat(64)).status()).isEqualTo(404);
    }
  }

  @Test
  void itRemembersAndNobodyElseHasItsState() throws Exception {
    try (Witness witness = Witnesses.open(state())) {
      assertThat(status(witness, Witnesses.body(log, 0, 10))).isEqualTo(200);
      assertThatExceptionOfType(UnsoundLog.class).isThrownBy(() -> Witnesses.open(state()));
    }
    try (Witness witness = Witnesses.open(state())) {
      assertThat(witness.add(Witnesses.body(log, 0, 20)).body()).isEqualTo("10\n");
    }
    Path kept = state().resolve(Witnesses.hash());
    String note = Files.readString(kept);
    for (String wrong : List.of("", note.replace("\n10\n", "\n9\n"), signed(10))) {
      Files.writeString(kept, wrong);
      assertThatExceptionOfType(UnsoundLog.class).isThrownBy(() -> Witnesses.open(state()));
    }
    Files.writeString(kept, note);
    Witnesses.open(state()).close();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Witness.open(
                    WitnessSigner.of(Lives.KEY), Lives.KEYS, state(), () -> Witnesses.NOW));
  }

  /** Of many histories at a time only one is cosigned, and one checkpoint of each size. */
  @Test
  void ofManyHistoriesAtATimeOneIsCosigned() throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      TreeHash root = TreeHash.leaf(new byte[] {(byte) i});
      String note = new Checkpoint(Lives.NAME, 1 + i % 3, root).sign(Lives.KEY);
      bodies.add(Witnesses.body(0, List.of(), note));
    }
    try (Witness witness = Witnesses.open(state());
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> all = new ArrayList<>();
      bodies.forEach(body -> all.add(() -> status(witness, body)));
      List<Integer> said = new ArrayList<>();
      for (Future<Integer> one : threads.invokeAll(all)) {
        said.add(one.get());
      }
      assertThat(said).containsOnlyOnce(200).contains(409).doesNotContain(422);
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE", "HALFWAY", "AFTER"})
  void whatWasGivenOutIsKnownAfterACrashAtAnyStep(When when) throws Exception {
    Path other = Witnesses.rewritten(directory.resolve("other"), 40);
    for (boolean dies : new boolean[] {true, false}) {
      boolean hasFailed = true;
      for (int step = 1; hasFailed; step++) {
        Path state = Files.createDirectory(directory.resolve("%s-%d".formatted(dies, step)));
        FailingDisk disk = new FailingDisk(new Plan(step, when, dies, true));
        long given = given(state, disk);
        hasFailed = disk.hasFailed();
        disk.restart();
        try (Witness next = Witnesses.open(state)) {
          WitnessAnswer fork = next.add(Witnesses.body(other, 0, 40));
          long known = fork.status() == 409 ? Long.parseLong(fork.body().strip()) : 0;
          assertThat(known).as("step %d", step).isGreaterThanOrEqualTo(given);
        }
      }
    }
  }

  /** The size of the last cosignature that was given out. */
  private long given(Path state, Disk disk) throws Exception {
    long given = 0;
    try (Witness witness = Witnesses.open(state, disk)) {
      for (int size = 10; size <= 40; size += 10) {
        try {
          WitnessAnswer answer = witness.add(Witnesses.body(log, given, size));
          if (answer.status() == 409) {
            long known = Long.parseLong(answer.body().strip());
            answer = witness.add(Witnesses.body(log, known, size));
          }
          given = answer.status() == 200 ? size : given;
        } catch (IOException e) {
          assertThat(e).isNotInstanceOf(UnsoundLog.class);
        }
      }
    }
    return given;
  }
}
