package dev.leasehold.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines of bounded length that end in a newline, and nothing else. For one thread. */
final class ExportLines {
  /** Room for the longest entry with the longest proof. */
  private static final int MAX_LENGTH = 4 * SignedNote.MAX_LENGTH;

  private static final int BUFFER = 65_536;

  private final InputStream in;
  private boolean endedWell = true;

  ExportLines(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER);
  }

  /** The next line without its end; nothing at the end, or once a line was too long. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    if (!endedWell) {
      return Optional.empty();
    }
    int next = in.read();
    while (next >= 0 && next != '\n' && line.size() < MAX_LENGTH) {
      line.write(next);
      next = in.read();
    }
    endedWell = next == '\n' || (next < 0 && line.size() == 0);
    return next < 0 && line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }

  /** Whether every line until now ended in a newline. */
  boolean endedWell() {
    return endedWell;
  }
}
