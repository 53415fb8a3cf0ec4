package dev.leasehold.evidence;

import dev.leasehold.evidence.WitnessCalls.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks witnesses to cosign the log's checkpoints, by <a href="https://c2sp.org/tlog-witness">C2SP
 * tlog-witness</a>, and keeps what they cosigned beside the log. It reads the log from its volume,
 * and nobody who writes it waits for this. For one thread but for {@link #cosignedAt}.
 */
public final class Cosigning implements AutoCloseable {
  /** How long all witnesses together have for an answer, in each of two tries. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** The second time with the size that a witness said it has. */
  private static final int TRIES = 2;

  private final List<WitnessStanding> witnesses;
  private final int quorum;
  private final LogOpening opening;
  private final WitnessWatcher watcher;
  private final Disk disk;
  private final WitnessCalls calls;
  private final CosignedFile file;

  /** Who cosigned the newest checkpoint. */
  private final Map<WitnessStanding, SignedNote.Line> lines = new LinkedHashMap<>();

  private Optional<Checkpoint> newest = Optional.empty();
  private Optional<String> seen = Optional.empty();

  /**
   * @param quorum how many must have cosigned a checkpoint until it takes the place of the one
   *     before
   * @param opening says where the log is, and its keys
   */
  public Cosigning(
      List<WitnessPeer> peers, int quorum, LogOpening opening, WitnessWatcher watcher) {
    this(peers, quorum, opening, watcher, new Disk.Real(), LIMIT);
  }

  Cosigning(
      List<WitnessPeer> peers,
      int quorum,
      LogOpening opening,
      WitnessWatcher watcher,
      Disk disk,
      Duration limit) {
    this.witnesses = peers.stream().map(WitnessStanding::new).toList();
    this.quorum = quorum;
    this.opening = opening;
    this.watcher = watcher;
    this.disk = disk;
    this.calls = new WitnessCalls(limit);
    this.file = new CosignedFile(disk);
  }

  /** When this witness last cosigned, by this machine's clock; nothing if it never did. */
  public Optional<Instant> cosignedAt(WitnessKey witness) {
    return witnesses.stream()
        .filter(w -> w.peer().key().text().equals(witness.text()))
        .findFirst()
        .flatMap(WitnessStanding::cosignedAt);
  }

  /**
   * Asks those that have not cosigned the newest checkpoint, or not for an hour; those that failed
   * after a pause of up to a minute.
   *
   * @throws IOException if the log cannot be read, or what was cosigned not be written
   * @throws IllegalArgumentException if its checkpoint is not signed by its key
   */
  public void round(Instant now) throws IOException, InterruptedException {
    LogSettings settings = opening.with(Optional.empty());
    LogFiles files = new LogFiles(disk, settings.directory());
    if (files.checkpoint().equals(seen) && newest.stream().noneMatch(c -> isAnyDue(c, now))) {
      return;
    }
    LogSnapshot log = LogSnapshot.take(files, settings.knownKeys());
    if (!newest.equals(Optional.of(log.checkpoint()))) {
      newest = Optional.of(log.checkpoint());
      lines.clear();
    }
    ask(log, now);
    keep(log, files, settings);
    seen = Optional.of(log.note());
  }

  private boolean isAnyDue(Checkpoint checkpoint, Instant now) {
    return witnesses.stream().anyMatch(witness -> witness.isDue(checkpoint, now));
  }

  private void ask(LogSnapshot log, Instant now) throws InterruptedException {
    Map<WitnessStanding, String> bodies = new LinkedHashMap<>();
    for (WitnessStanding witness : witnesses) {
      if (witness.isDue(log.checkpoint(), now)) {
        ask(witness, log, now, bodies);
      }
    }
    for (int i = 0; i < TRIES && !bodies.isEmpty(); i++) {
      Map<WitnessStanding, String> again = new LinkedHashMap<>();
      for (Map.Entry<WitnessStanding, Reply> reply : calls.send(bodies).entrySet()) {
        hear(reply.getKey(), reply.getValue(), log, now, again);
      }
      bodies = again;
    }
    bodies.keySet().forEach(witness -> failed(witness, "it says another size each time", now));
  }

  /** Adds what it is to be asked, unless it knows more of the log than there is. */
  private void ask(
      WitnessStanding witness, LogSnapshot log, Instant now, Map<WitnessStanding, String> bodies) {
    long old = witness.size();
    long size = log.checkpoint().size();
    if (old > size) {
      String why =
          "it has cosigned %d entries, and the log has %d; the volume may be an old one"
              .formatted(old, size);
      failed(witness, why, now);
      // It is asked anew: anybody on the way may have said so.
      witness.learned(0);
      return;
    }
    try {
      bodies.put(witness, AddCheckpoint.of(old, log).text());
    } catch (IOException e) {
      failed(witness, "the proof for it cannot be read: " + e.getMessage(), now);
    }
  }

  private void hear(
      WitnessStanding witness,
      Reply reply,
      LogSnapshot log,
      Instant now,
      Map<WitnessStanding, String> again) {
    switch (reply) {
      case Reply.Silent(String why) -> failed(witness, why, now);
      case Reply.Answered(int status, String body) when status == WitnessAnswer.OK ->
          cosigned(witness, body, log, now);
      case Reply.Answered(int status, String body) when status == WitnessAnswer.CONFLICT -> {
        Optional<Long> size = WitnessAnswer.size(body);
        if (size.isEmpty()) {
          failed(witness, "it answered 409 without the size that it has", now);
        } else if (size.get() == witness.size()) {
          failed(witness, WitnessAnswer.refusal(status, witness.size()), now);
        } else {
          witness.learned(size.get());
          ask(witness, log, now, again);
        }
      }
      case Reply.Answered(int status, String _) ->
          failed(witness, WitnessAnswer.refusal(status, witness.size()), now);
    }
  }

  private void cosigned(WitnessStanding witness, String body, LogSnapshot log, Instant now) {
    WitnessKey key = witness.peer().key();
    try {
      String text = SignedNote.parse(log.note()).text();
      for (String line : body.lines().toList()) {
        SignedNote.Line read = SignedNote.Line.parse(line);
        if (Cosignature.read(text, read, key).isPresent()) {
          lines.put(witness, read);
          if (witness.cosigned(log.checkpoint(), now)) {
            watcher.cosigns(key);
          }
          return;
        }
      }
      failed(witness, "it answered without a cosignature by its key", now);
    } catch (IllegalArgumentException e) {
      failed(witness, "its answer cannot be used: " + e.getMessage(), now);
    }
  }

  private void failed(WitnessStanding witness, String why, Instant now) {
    if (witness.failed(why, now)) {
      watcher.fails(witness.peer().key(), why);
    }
  }

  private void keep(LogSnapshot log, LogFiles files, LogSettings settings) throws IOException {
    if (lines.size() >= quorum) {
      StringBuilder all = new StringBuilder(log.note());
      lines.values().forEach(line -> all.append(line.text()));
      file.keep(all.toString(), log.checkpoint(), files, settings);
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    calls.close();
  }
}
