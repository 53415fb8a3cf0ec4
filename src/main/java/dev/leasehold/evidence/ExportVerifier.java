package dev.leasehold.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Verifies an export line by line, with nothing but the log's verifier keys and in bounded memory.
 * An export of all entries must have all; of a selection it cannot be known whether it has all. For
 * one use.
 */
public final class ExportVerifier {
  private final Collection<VerifierKey> keys;
  private final List<Checkpoint> known;
  private final EntryReader reader;
  private final Optional<Demand> demand;
  private final Findings findings = new Findings();

  /**
   * What is known of the log.
   *
   * @param keys of the log, the present and earlier ones
   * @param known checkpoints; one of the export's size must be the same, none may be larger
   * @param reader is given the entries
   */
  public ExportVerifier(
      Collection<VerifierKey> keys, Collection<Checkpoint> known, EntryReader reader) {
    this(keys, known, reader, Optional.empty());
  }

  /**
   * The same, with what the checkpoint must carry.
   *
   * @param demand nothing: only the log's signature
   */
  public ExportVerifier(
      Collection<VerifierKey> keys,
      Collection<Checkpoint> known,
      EntryReader reader,
      Optional<Demand> demand) {
    this.demand = demand;
    this.keys = List.copyOf(keys);
    this.known = List.copyOf(known);
    this.reader = reader;
  }

  /**
   * What is wrong with it.
   *
   * @throws IOException if it cannot be read
   */
  public Verdict verify(InputStream export) throws IOException {
    ExportLines lines = new ExportLines(export);
    Optional<byte[]> first = lines.next();
    try {
      ExportForm.Head head = ExportForm.readHead(first.orElse(new byte[0]));
      Checkpoint checkpoint = Checkpoint.open(head.checkpoint(), keys);
      known.forEach(earlier -> compare(earlier, checkpoint));
      Optional<Verdict.Cosigned> cosigned = demand.flatMap(d -> judge(d, head));
      return verify(head, checkpoint, lines).with(cosigned);
    } catch (IllegalArgumentException e) {
      findings.add(Finding.of(Finding.Kind.CHECKPOINT, "in the first line: " + e.getMessage()));
      return Verdict.of(Optional.empty(), Selection.ALL, 0, findings);
    }
  }

  private Optional<Verdict.Cosigned> judge(Demand demanded, ExportForm.Head head) {
    try {
      return Optional.of(new Verdict.Cosigned(demanded.judge(head.checkpoint()), 0));
    } catch (IllegalArgumentException e) {
      findings.add(Finding.of(Finding.Kind.COSIGNATURES, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void compare(Checkpoint earlier, Checkpoint checkpoint) {
    boolean isSame =
        earlier.size() != checkpoint.size() || earlier.root().equals(checkpoint.root());
    if (!isSame || earlier.size() > checkpoint.size()) {
      findings.add(
          Finding.of(
              Finding.Kind.HISTORY,
              "the export is of size %d, and one of size %d is known"
                  .formatted(checkpoint.size(), earlier.size())));
    }
  }

  private Verdict verify(ExportForm.Head head, Checkpoint checkpoint, ExportLines lines)
      throws IOException {
    ExportedEntries entries =
        new ExportedEntries(head, checkpoint, new EntryCheck(keys, findings, reader), findings);
    Optional<Long> foot = Optional.empty();
    for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (foot.isPresent()) {
        findings.add(Finding.of(Finding.Kind.FORM, "there is more after the last line"));
        break;
      }
      foot = ExportForm.readFoot(line.get());
      if (foot.isEmpty()) {
        entries.add(line.get());
      }
    }
    entries.end(foot);
    if (!lines.endedWell()) {
      findings.add(Finding.of(Finding.Kind.TRUNCATED, "the last line has no end, or is too long"));
    }
    return Verdict.of(Optional.of(checkpoint), head.selection(), entries.count(), findings);
  }
}
