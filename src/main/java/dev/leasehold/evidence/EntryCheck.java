package dev.leasehold.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether an entry of a log is what the operator writes there, signed by the log's key. */
final class EntryCheck {
  private final List<VerifierKey> keys;
  private final Findings findings;
  private final EntryReader reader;

  EntryCheck(Collection<VerifierKey> keys, Findings findings, EntryReader reader) {
    this.keys = List.copyOf(keys);
    this.findings = findings;
    this.reader = reader;
  }

  /**
   * What it says; nothing if it is no statement.
   *
   * @param leaf its hash
   */
  Optional<Statement> check(long index, TreeHash leaf, byte[] entry) {
    try {
      Envelope envelope = Envelope.parse(entry);
      if (!envelope.isSignedByOneOf(keys)) {
        findings.add(Finding.at(Finding.Kind.SIGNATURE, index, "no signature by a given key"));
      }
      Statement statement = Statement.read(envelope.payload());
      reader.read(index, leaf, statement);
      return Optional.of(statement);
    } catch (IllegalArgumentException e) {
      findings.add(Finding.at(Finding.Kind.STATEMENT, index, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
