package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Witnesses of the log in {@link Lives}, and what they are asked. */
final class Witnesses {
  static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private Witnesses() {}

  static SigningKey key(int number) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) (100 + number));
    return SigningKey.of("witness.example.org/w" + number, seed);
  }

  static WitnessSigner signer(int number) {
    return WitnessSigner.of(key(number));
  }

  static Witness open(Path state) throws IOException {
    return open(state, new Disk.Real());
  }

  static Witness open(Path state, Disk disk) throws IOException {
    Files.createDirectories(state);
    return Witness.open(signer(1), Lives.KEYS, new LogFiles(disk, state), InstantSource.fixed(NOW));
  }

  /** The body of a request about the log in this directory as it was. */
  static byte[] body(Path log, long old, long size) throws IOException {
    LogSnapshot whole = LogSnapshot.take(new LogFiles(new Disk.Real(), log), Lives.KEYS);
    Checkpoint then = new Checkpoint(Lives.NAME, size, whole.tree().root(size));
    List<TreeHash> proof =
        old == 0 || old >= size ? List.of() : whole.tree().consistency(old, size);
    return body(old, proof, then.sign(Lives.KEY));
  }

  static byte[] body(long old, List<TreeHash> proof, String note) {
    StringBuilder body = new StringBuilder("old " + old + "\n");
    proof.forEach(hash -> body.append(hash.base64()).append('\n'));
    return body.append('\n').append(note).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** With its newline. */
  static String lastLine(String note) {
    return SignedNote.parse(note).lines().getLast().text();
  }

  /** Under which a witness knows the log. */
  static String hash() {
    byte[] name = Lives.NAME.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(TreeHash.sha256().digest(name));
  }

  /** A history with other entries and the same key. */
  static Path rewritten(Path directory, int size) throws IOException {
    List<byte[]> entries = Lives.bytes(size + 4).subList(4, size + 4);
    return Logs.of(directory, entries);
  }

  /** Beside the log, a checkpoint of it as it was, cosigned by these at that time. */
  static void cosign(Path log, long size, Instant at, int... numbers) throws IOException {
    LogSnapshot whole = LogSnapshot.take(new LogFiles(new Disk.Real(), log), Lives.KEYS);
    Checkpoint then = new Checkpoint(Lives.NAME, size, whole.tree().root(size));
    SignedNote note = SignedNote.parse(then.sign(Lives.KEY));
    for (int number : numbers) {
      note = note.with(signer(number).cosign(note.text(), at));
    }
    Path _ = Files.writeString(log.resolve(CosignedLog.FILE), note.note());
  }

  /** So many of the witnesses 1 to 3. */
  static TrustPolicy policy(int count) {
    StringBuilder file = new StringBuilder("log " + Lives.KEY.verifier().text() + "\n");
    for (int i = 1; i <= 3; i++) {
      file.append("witness w%d %s\n".formatted(i, signer(i).verifier().text()));
    }
    file.append("group all-of-them %d w1 w2 w3\nquorum all-of-them\n".formatted(count));
    return TrustPolicyFile.parse(file.toString().getBytes(StandardCharsets.UTF_8));
  }
}
