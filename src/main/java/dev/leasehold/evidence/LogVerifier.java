package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies a log's directory against its signed checkpoint, without the operator and in bounded
 * memory. Nothing is written. For one use.
 */
public final class LogVerifier {
  private final LogFiles files;
  private final EntryCheck entryCheck;
  private final Collection<VerifierKey> keys;
  private final List<Checkpoint> known;
  private final Optional<Demand> demand;
  private final Findings findings = new Findings();
  private final HashTiles tiles = HashTiles.empty();
  private boolean hasGap;
  private long entries;

  /**
   * A log with what is known of it.
   *
   * @param keys of the log, the present and earlier ones
   * @param known earlier checkpoints, which it must continue
   * @param reader is given the entries
   */
  public LogVerifier(
      Path directory,
      Collection<VerifierKey> keys,
      Collection<Checkpoint> known,
      EntryReader reader) {
    this(directory, keys, known, reader, Optional.empty());
  }

  /**
   * The same, with what must be cosigned. All of the log is verified, and must continue that.
   *
   * @param demand nothing: only the log's signature, of all
   */
  public LogVerifier(
      Path directory,
      Collection<VerifierKey> keys,
      Collection<Checkpoint> known,
      EntryReader reader,
      Optional<Demand> demand) {
    this.demand = demand;
    this.files = new LogFiles(new Disk.Real(), directory);
    this.entryCheck = new EntryCheck(keys, findings, reader);
    this.keys = List.copyOf(keys);
    this.known = new ArrayList<>(known);
  }

  /**
   * What is wrong with it.
   *
   * @throws IOException if it cannot be read
   */
  public Verdict verify() throws IOException {
    // First, since the log itself is never behind it.
    Optional<String> beside = demand.isPresent() ? files.text(CosignedLog.FILE) : Optional.empty();
    Optional<LogSnapshot> snapshot = snapshot();
    Optional<CosignedLog> cosigned =
        demand.flatMap(d -> snapshot.flatMap(whole -> cosigned(d, whole, beside)));
    cosigned.ifPresent(c -> known.add(c.checkpoint()));
    if (snapshot.isPresent()) {
      verify(snapshot.get());
    }
    return Verdict.of(snapshot.map(LogSnapshot::checkpoint), Selection.ALL, entries, findings)
        .with(cosigned.map(c -> new Verdict.Cosigned(c.quorate(), c.newer())));
  }

  private Optional<CosignedLog> cosigned(
      Demand demanded, LogSnapshot whole, Optional<String> beside) {
    try {
      return Optional.of(CosignedLog.of(whole, beside, keys, demanded));
    } catch (IllegalArgumentException e) {
      findings.add(Finding.of(Finding.Kind.COSIGNATURES, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private Optional<LogSnapshot> snapshot() throws IOException {
    try {
      return Optional.of(LogSnapshot.take(files, keys));
    } catch (IllegalArgumentException e) {
      findings.add(Finding.of(Finding.Kind.CHECKPOINT, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void verify(LogSnapshot log) throws IOException {
    Checkpoint checkpoint = log.checkpoint();
    for (Checkpoint earlier : known) {
      if (earlier.size() > checkpoint.size()) {
        history(earlier, "the log ends at " + checkpoint.size());
      }
    }
    compare();
    for (long first = 0; first < checkpoint.size(); first += TilePath.FULL) {
      verifyBundle(log, first);
    }
    for (Map.Entry<TilePath, List<TreeHash>> tile : tiles.partials().entrySet()) {
      verifyTile(log, tile.getKey(), tile.getValue());
    }
    if (!hasGap && !tiles.root().equals(checkpoint.root())) {
      findings.add(
          Finding.of(
              Finding.Kind.ROOT, "the entries do not give what the checkpoint was signed over"));
    }
  }

  private void verifyBundle(LogSnapshot log, long first) throws IOException {
    int count = (int) Math.min(TilePath.FULL, log.checkpoint().size() - first);
    long number = first / TilePath.FULL;
    Optional<byte[]> file = log.read(TilePath.ofEntries(number, count));
    Bundle.Read read = Bundle.decode(file.orElse(new byte[0]));
    List<TreeHash> found = read.entries().stream().map(TreeHash::leaf).toList();
    Optional<List<TreeHash>> expected =
        TreeReader.hashes(log.read(TilePath.ofHashes(0, number, count)), count);
    List<TreeHash> right = new BundleTruth(log, tiles, number, count).of(found, expected);
    entries += found.size();
    if (!read.isSound()) {
      findings.add(
          Finding.at(
              Finding.Kind.TRUNCATED, first + found.size(), "its length exceeds what is left"));
    }
    new BundleComparison(right, found, first, findings).report();
    if (right.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Kind.MISSING, first, first + count - 1, "neither entries nor hashes"));
      hasGap = true;
    }
    for (int i = 0; i < Math.min(found.size(), right.size()); i++) {
      if (found.get(i).equals(right.get(i))) {
        Optional<Statement> _ = entryCheck.check(first + i, found.get(i), read.entries().get(i));
      }
    }
    addAll(log, right);
  }

  private void addAll(LogSnapshot log, List<TreeHash> leaves) throws IOException {
    for (TreeHash leaf : leaves) {
      if (hasGap) {
        return;
      }
      tiles.add(leaf);
      compare();
    }
    for (Map.Entry<TilePath, List<TreeHash>> tile : tiles.takeFilled().entrySet()) {
      verifyTile(log, tile.getKey(), tile.getValue());
    }
  }

  private void compare() {
    for (Checkpoint earlier : known) {
      if (earlier.size() == tiles.size() && !earlier.root().equals(tiles.root())) {
        history(earlier, "its first entries are others");
      }
    }
  }

  private void verifyTile(LogSnapshot log, TilePath path, List<TreeHash> right) throws IOException {
    Optional<List<TreeHash>> found = TreeReader.hashes(log.read(path), path.width());
    if (!found.equals(Optional.of(right))) {
      findings.add(
          Finding.of(
              Finding.Kind.TILE, path.path() + " does not fit the entries and hashes below"));
    }
  }

  private void history(Checkpoint earlier, String detail) {
    findings.add(
        Finding.of(Finding.Kind.HISTORY, "one of size " + earlier.size() + " is known; " + detail));
  }
}
