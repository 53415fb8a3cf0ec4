package dev.leasehold.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names what became of the entries of one bundle, by the hashes that they should have. */
final class BundleComparison {
  private final List<TreeHash> expected;
  private final List<TreeHash> found;
  private final long first;
  private final Findings findings;
  private final Map<TreeHash, Integer> expectedAt = new HashMap<>();
  private final Map<TreeHash, Integer> foundAt = new HashMap<>();

  /**
   * Compares.
   *
   * @param first index of the first entry of the bundle
   */
  BundleComparison(List<TreeHash> expected, List<TreeHash> found, long first, Findings findings) {
    this.expected = expected;
    this.found = found;
    this.first = first;
    this.findings = findings;
    index(expected, expectedAt);
    index(found, foundAt);
  }

  private static void index(List<TreeHash> hashes, Map<TreeHash, Integer> places) {
    for (int i = 0; i < hashes.size(); i++) {
      places.put(hashes.get(i), i);
    }
  }

  void report() {
    int e = 0;
    int f = 0;
    while (e < expected.size() && f < found.size()) {
      boolean comesLater = foundAt.getOrDefault(expected.get(e), -1) > f;
      boolean isDueLater = expectedAt.getOrDefault(found.get(f), -1) > e;
      if (expected.get(e).equals(found.get(f))) {
        e++;
        f++;
      } else if (comesLater == isDueLater) {
        differs(e, comesLater);
        e++;
        f++;
      } else if (comesLater) {
        add(Finding.Kind.ADDED, e, "an entry that the log does not have stands before this one");
        f++;
      } else {
        add(Finding.Kind.MISSING, e, "its hash is in the log, the entry is not");
        e++;
      }
    }
    rest(e, f);
  }

  private void differs(int at, boolean isMoved) {
    if (isMoved) {
      add(
          Finding.Kind.REORDERED,
          at,
          "it stands in the place of entry " + (first + foundAt.getOrDefault(expected.get(at), 0)));
    } else if (!foundAt.containsKey(expected.get(at))) {
      add(Finding.Kind.ALTERED, at, "its hash is not the one in the log");
    } else {
      add(Finding.Kind.REORDERED, at, "another entry stands in its place");
    }
  }

  private void rest(int e, int f) {
    for (int i = e; i < expected.size(); i++) {
      add(Finding.Kind.MISSING, i, "the file of entries ends before it");
    }
    for (int i = f; i < found.size(); i++) {
      add(Finding.Kind.ADDED, expected.size() + i - f, "the log has no such entry");
    }
  }

  private void add(Finding.Kind kind, int at, String detail) {
    findings.add(Finding.at(kind, first + at, detail));
  }
}
