package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cosigns checkpoints of the logs that it knows, each only if it continues the last one that it
 * cosigned of that log, by <a href="https://c2sp.org/tlog-witness">C2SP tlog-witness</a>. A
 * cosignature is given out once its checkpoint is on stable storage. For many threads.
 */
public final class Witness implements AutoCloseable {
  /** The longest body of a request, in bytes. */
  public static final int MAX_BODY = AddCheckpoint.MAX_LENGTH;

  /** How long a request waits for others before it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WitnessSigner signer;
  private final List<VerifierKey> logs;
  private final InstantSource clock;
  private final LogFiles files;
  private final WriterLock lock;
  private final ReentrantLock turn = new ReentrantLock(true);

  private Witness(
      WitnessSigner signer,
      Collection<VerifierKey> logs,
      InstantSource clock,
      LogFiles files,
      WriterLock lock) {
    this.signer = signer;
    this.logs = List.copyOf(logs);
    this.clock = clock;
    this.files = files;
    this.lock = lock;
  }

  /**
   * Opens one.
   *
   * @param logs by their keys; several of one name are keys of one log
   * @param directory where it keeps what it cosigned, which must be there
   * @throws UnsoundLog if another process has it, or what is there was not cosigned by this key
   * @throws IOException if it cannot be read or written
   * @throws IllegalArgumentException if a log has the witness's own key
   */
  public static Witness open(
      WitnessSigner signer, Collection<VerifierKey> logs, Path directory, InstantSource clock)
      throws IOException {
    return open(signer, logs, new LogFiles(new Disk.Real(), directory), clock);
  }

  static Witness open(
      WitnessSigner signer, Collection<VerifierKey> logs, LogFiles files, InstantSource clock)
      throws IOException {
    NoteKey own = signer.verifier().noteKey();
    if (logs.stream().anyMatch(log -> log.noteKey().isSamePoint(own))) {
      throw new IllegalArgumentException("a witness must have another key than the logs");
    }
    Witness witness = new Witness(signer, logs, clock, files, WriterLock.take(files, 0));
    try {
      for (VerifierKey log : logs) {
        Optional<Seen> _ = witness.seen(log.name());
      }
      return witness;
    } catch (IOException | RuntimeException e) {
      witness.close();
      throw e;
    }
  }

  /** What the body of a request comes to. */
  public WitnessAnswer add(byte[] body) throws IOException, InterruptedException {
    AddCheckpoint asked;
    try {
      asked = AddCheckpoint.parse(body);
    } catch (IllegalArgumentException e) {
      return WitnessAnswer.malformed(String.valueOf(e.getMessage()));
    }
    String origin = asked.checkpoint().origin();
    List<VerifierKey> keys = logs.stream().filter(log -> log.name().equals(origin)).toList();
    if (keys.isEmpty()) {
      return WitnessAnswer.unknown();
    }
    SignedNote note;
    try {
      note = asked.note().signedBy(keys);
    } catch (IllegalArgumentException e) {
      return WitnessAnswer.unsigned(String.valueOf(e.getMessage()));
    }
    if (asked.old() > asked.checkpoint().size()) {
      return WitnessAnswer.malformed("the old size exceeds that of the checkpoint");
    }
    return inTurn(asked, note);
  }

  /** One after the other, so that nothing is cosigned between the check and the write. */
  private WitnessAnswer inTurn(AddCheckpoint asked, SignedNote note)
      throws IOException, InterruptedException {
    if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return WitnessAnswer.unavailable("others come first; try again");
    }
    try {
      String origin = asked.checkpoint().origin();
      Checkpoint last =
          seen(origin)
              .map(Seen::checkpoint)
              .orElseGet(() -> new Checkpoint(origin, 0, TreeHash.ofNothing()));
      boolean isOther =
          asked.checkpoint().size() == last.size()
              && !asked.checkpoint().root().equals(last.root());
      if (asked.old() != last.size() || isOther) {
        return WitnessAnswer.conflict(last.size());
      }
      if (!Proofs.extend(last, asked.checkpoint(), asked.proof())) {
        return WitnessAnswer.inconsistent("the proof does not lead from the old size to this root");
      }
      return cosign(origin, note);
    } finally {
      turn.unlock();
    }
  }

  private WitnessAnswer cosign(String origin, SignedNote note) throws IOException {
    lock.check();
    Instant now = clock.instant();
    if (now.getEpochSecond() <= 0) {
      return WitnessAnswer.unavailable("the witness's clock is not set");
    }
    SignedNote.Line line = signer.cosign(note.text(), now);
    String kept = note.with(line).note();
    if (kept.length() > SignedNote.MAX_LENGTH) {
      return WitnessAnswer.malformed("the checkpoint is too long");
    }
    files.putDurably(file(origin), kept.getBytes(StandardCharsets.UTF_8));
    return WitnessAnswer.ok(line.text());
  }

  /**
   * The last checkpoint that it cosigned, with its cosignature; 404 if there is none.
   *
   * @param hash SHA-256 of the log's origin, in hexadecimal
   */
  public WitnessAnswer latest(String hash) throws IOException {
    for (VerifierKey log : logs) {
      if (hash(log.name()).equals(hash)) {
        return seen(log.name())
            .map(seen -> WitnessAnswer.ok(seen.note()))
            .orElseGet(WitnessAnswer::unknown);
      }
    }
    return WitnessAnswer.unknown();
  }

  private record Seen(Checkpoint checkpoint, String note) {}

  /** Read each time: after a write that failed, only the volume knows which of the two it has. */
  private Optional<Seen> seen(String origin) throws IOException {
    Optional<String> kept = files.text(file(origin));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(kept.get());
      Checkpoint checkpoint = Checkpoint.withExtensions(note.text());
      if (checkpoint.origin().equals(origin) && !note.cosignedBy(signer.verifier()).isEmpty()) {
        return Optional.of(new Seen(checkpoint, kept.get()));
      }
    } catch (IllegalArgumentException e) {
      throw unsound(origin, e);
    }
    throw unsound(origin, new IllegalArgumentException("no cosignature by this witness"));
  }

  private static UnsoundLog unsound(String origin, IllegalArgumentException why) {
    return new UnsoundLog(
        "what was cosigned of %s is not by this key, or altered (%s); nothing is cosigned"
            .formatted(origin, why.getMessage()),
        why);
  }

  /** In the directory itself, whose names are waited for each time. */
  private static String file(String origin) {
    return hash(origin);
  }

  private static String hash(String origin) {
    return HexFormat.of()
        .formatHex(TreeHash.sha256().digest(origin.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
