package dev.leasehold.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges the lines of an export one after the other. For one thread. */
final class ExportedEntries {
  /** Gaps that are held at a time; one more is reported as missing at once. */
  private static final int MAX_GAPS = 1000;

  private final ExportForm.Head head;
  private final Checkpoint checkpoint;
  private final EntryCheck check;
  private final Findings findings;

  /** Indexes that were passed over until now, as first and last. */
  private final TreeMap<Long, Long> gaps = new TreeMap<>();

  private long count;
  private long next;

  ExportedEntries(
      ExportForm.Head head, Checkpoint checkpoint, EntryCheck check, Findings findings) {
    this.head = head;
    this.checkpoint = checkpoint;
    this.check = check;
    this.findings = findings;
  }

  long count() {
    return count;
  }

  void add(byte[] text) {
    count++;
    try {
      ExportForm.Line line = ExportForm.readLine(text);
      InclusionProof proof = line.proof();
      byte[] entry = line.entry().bytes();
      TreeHash leaf = TreeHash.leaf(entry);
      boolean isProved =
          proof.checkpoint().equals(head.checkpoint())
              && Proofs.includes(checkpoint, proof.index(), leaf, proof.hashes());
      if (isProved) {
        take(proof.index(), leaf, entry);
      } else {
        altered("entry, proof and checkpoint do not fit");
      }
    } catch (IllegalArgumentException e) {
      altered(String.valueOf(e.getMessage()));
    }
  }

  /** What its line says of its index cannot be believed. */
  private void altered(String why) {
    String detail = "line " + (count + 1) + ": " + why;
    findings.add(
        head.selection().isAll()
            ? Finding.at(Finding.Kind.ALTERED, next, detail)
            : Finding.of(Finding.Kind.ALTERED, detail));
    next++;
  }

  private void take(long index, TreeHash leaf, byte[] entry) {
    check.check(index, leaf, entry).ifPresent(statement -> checkSelection(index, statement));
    if (index >= next) {
      passOver(next, index - 1);
      next = index + 1;
    } else if (fill(index)) {
      findings.add(Finding.at(Finding.Kind.REORDERED, index, "line " + (count + 1)));
    } else {
      findings.add(
          Finding.at(Finding.Kind.ADDED, index, "line " + (count + 1) + " says it once more"));
    }
  }

  private void checkSelection(long index, Statement statement) {
    if (!head.selection().takes(statement)) {
      findings.add(
          Finding.at(Finding.Kind.ADDED, index, "not one of the " + head.selection().text()));
    }
  }

  private void passOver(long first, long last) {
    if (first <= last && gaps.size() < MAX_GAPS) {
      gaps.put(first, last);
    } else if (first <= last) {
      missing(first, last);
    }
  }

  /** Whether the index was passed over; it is not any more. */
  private boolean fill(long index) {
    Map.Entry<Long, Long> gap = gaps.floorEntry(index);
    if (gap == null || gap.getValue() < index) {
      return false;
    }
    gaps.remove(gap.getKey());
    passOver(gap.getKey(), index - 1);
    passOver(index + 1, gap.getValue());
    return true;
  }

  private void missing(long first, long last) {
    if (head.selection().isAll()) {
      findings.add(new Finding(Finding.Kind.MISSING, first, last, "the export must have all"));
    }
  }

  /**
   * After the last line.
   *
   * @param foot how many entries the export says that it has
   */
  void end(Optional<Long> foot) {
    gaps.forEach(this::missing);
    if (head.selection().isAll() && next < checkpoint.size()) {
      findings.add(
          new Finding(
              Finding.Kind.TRUNCATED, next, checkpoint.size() - 1, "the export ends before them"));
    }
    if (foot.isEmpty()) {
      findings.add(Finding.of(Finding.Kind.TRUNCATED, "there is no last line"));
    } else if (foot.get() != count) {
      findings.add(
          Finding.of(
              Finding.Kind.MISSING,
              "there are %d entries, and the last line says %d".formatted(count, foot.get())));
    }
  }
}
