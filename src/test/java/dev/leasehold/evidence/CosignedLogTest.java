package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is verified of a log, and what is exported, if witnesses have cosigned a part of it. */
class CosignedLogTest {
  private static final Demand TWO = new Demand(Witnesses.policy(2), Optional.empty());

  @TempDir private Path directory;

  private static Verdict verdict(Path log, Demand demand) throws IOException {
    return new LogVerifier(log, Lives.KEYS, List.of(), EntryReader.none(), Optional.of(demand))
        .verify();
  }

  private static Verdict verdict(byte[] export, Demand demand) throws IOException {
    return new ExportVerifier(Lives.KEYS, List.of(), EntryReader.none(), Optional.of(demand))
        .verify(new ByteArrayInputStream(export));
  }

  private static byte[] export(Path log) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long _ = LogExport.cosigned(log, Lives.KEYS).write(Selection.ALL, out);
    return out.toByteArray();
  }

  @Test
  void everyPartIsVerifiedAndExportedAsItWas() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(777));
    for (long size : List.of(0L, 1L, 2L, 255L, 256L, 257L, 511L, 512L, 513L, 768L, 776L, 777L)) {
      Witnesses.cosign(log, size, Witnesses.NOW, 1, 3);
      Verdict verdict = verdict(log, TWO);
      assertThat(Logs.said(verdict)).as("size %d", size).isEmpty();
      assertThat(verdict.entries()).isEqualTo(777);
      Verdict.Cosigned cosigned = verdict.cosigned().orElseThrow();
      assertThat(cosigned.newer()).isEqualTo(777 - size);
      assertThat(cosigned.quorate().at()).isEqualTo(Witnesses.NOW);
      assertThat(cosigned.quorate().by())
          .containsExactly("witness.example.org/w1", "witness.example.org/w3");
      byte[] export = export(log);
      assertThat(Logs.said(verdict(export, TWO))).isEmpty();
      assertThat(verdict(export, TWO).entries()).isEqualTo(size);
      assertThat(Logs.verdict(export).isSound()).isTrue();
    }
    assertThat(Logs.verdict(log).isSound()).isTrue();
  }

  @Test
  void lessThanTheQuorumIsRefusedInLogAndExport() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(5));
    assertThat(Logs.said(verdict(log, TWO)))
        .containsExactly(
            "not cosigned as demanded: the quorum of the policy did not cosign it; cosigned by"
                + " none of its witnesses");
    byte[] bare = Logs.export(log, Selection.ALL);
    assertThat(verdict(bare, TWO).isSound()).isFalse();
    Witnesses.cosign(log, 5, Witnesses.NOW, 2, 7);
    assertThat(Logs.said(verdict(log, TWO)).getFirst())
        .endsWith("cosigned by witness.example.org/w2");
    assertThat(Logs.said(verdict(export(log), TWO)).getFirst())
        .endsWith("cosigned by witness.example.org/w2");
    assertThat(verdict(log, TWO).cosigned()).isEmpty();
    Demand nobody =
        new Demand(
            TrustPolicyFile.parse("quorum none\n".getBytes(StandardCharsets.UTF_8)),
            Optional.empty());
    assertThat(verdict(bare, nobody).isSound()).isTrue();
    Witnesses.cosign(log, 4, Witnesses.NOW, 1);
    assertThat(verdict(log, nobody).entries()).isEqualTo(5);
    Files.delete(log.resolve(CosignedLog.FILE));
    assertThat(verdict(log, nobody).isSound()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogExport.cosigned(log, Lives.KEYS))
        .withMessageContaining("no file cosigned");
  }

  @Test
  void theCosignedCheckpointOfAnotherHistoryIsRefused() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(20));
    Path other = Witnesses.rewritten(directory.resolve("other"), 30);
    for (long size : List.of(20L, 7L)) {
      Witnesses.cosign(log, size, Witnesses.NOW, 1, 2);
      Files.writeString(
          other.resolve(CosignedLog.FILE), Files.readString(log.resolve(CosignedLog.FILE)));
      assertThat(Logs.verdict(other).isSound()).isTrue();
      assertThat(verdict(other, TWO).isSound()).isFalse();
    }
    Path shorter = Logs.of(directory.resolve("shorter"), Lives.bytes(19));
    Witnesses.cosign(log, 20, Witnesses.NOW, 1, 2);
    Files.writeString(
        shorter.resolve(CosignedLog.FILE), Files.readString(log.resolve(CosignedLog.FILE)));
    assertThat(Logs.said(verdict(shorter, TWO)))
        .containsExactly(
            "not cosigned as demanded: the log ends at 19, and 20 entries were cosigned");
  }

  @Test
  void whatWasCosignedTooLongAgoIsRefused() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(5));
    Witnesses.cosign(log, 5, Witnesses.NOW, 1, 2);
    assertThat(verdict(log, since(Witnesses.NOW)).isSound()).isTrue();
    assertThat(Logs.said(verdict(log, since(Witnesses.NOW.plusSeconds(1)))))
        .containsExactly(
            "not cosigned as demanded: the quorum of the policy cosigned at 2026-12-01T12:00:00Z,"
                + " and not since 2026-12-01T12:00:01Z");
  }

  private static Demand since(Instant at) {
    return new Demand(Witnesses.policy(2), Optional.of(at));
  }

  @Test
  void whatIsAlteredInTheCosignedPartIsNamed() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(300));
    Witnesses.cosign(log, 280, Witnesses.NOW, 1, 2);
    for (String file : List.of("tile/entries/001.p/44", "tile/0/001.p/44", "tile/entries/000")) {
      byte[] content = Files.readAllBytes(log.resolve(file));
      byte[] changed = content.clone();
      changed[40] ^= 1;
      Files.write(log.resolve(file), changed);
      assertThat(verdict(log, TWO).isSound()).as(file).isFalse();
      Files.write(log.resolve(file), content);
    }
    Files.delete(log.resolve("tile/entries/001.p/44"));
    assertThat(verdict(log, TWO).isSound()).isFalse();
  }

  /** Otherwise whoever keeps cosignatures back hides what was altered since. */
  @Test
  void whatIsAlteredBehindTheCosignedPartIsNamedToo() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(20));
    Witnesses.cosign(log, 5, Witnesses.NOW, 1, 2);
    Path last = log.resolve("tile/entries/000.p/20");
    byte[] content = Files.readAllBytes(last);
    content[content.length - 1] ^= 1;
    Files.write(last, content);
    assertThat(verdict(log, TWO).isSound()).isFalse();
  }

  @Test
  void aCheckpointThatWasKeptMayBeNewerThanTheCosignedOne() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(20));
    Witnesses.cosign(log, 5, Witnesses.NOW, 1, 2);
    Checkpoint kept = Checkpoint.open(Files.readString(log.resolve("checkpoint")), Lives.KEYS);
    LogVerifier verifier =
        new LogVerifier(log, Lives.KEYS, List.of(kept), EntryReader.none(), Optional.of(TWO));
    assertThat(Logs.said(verifier.verify())).isEmpty();
  }

  @Test
  void theRootOfNothingMustBeThatOfNothing() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(2));
    Checkpoint wrong = new Checkpoint(Lives.NAME, 0, TreeHash.leaf(new byte[1]));
    SignedNote note = SignedNote.parse(wrong.sign(Lives.KEY));
    for (int number : List.of(1, 2)) {
      note = note.with(Witnesses.signer(number).cosign(note.text(), Witnesses.NOW));
    }
    Files.writeString(log.resolve(CosignedLog.FILE), note.note());
    assertThat(verdict(log, TWO).isSound()).isFalse();
  }
}
