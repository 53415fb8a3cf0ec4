package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Says what the log is opened with; asked each time, since keys and volumes may come later. */
@FunctionalInterface
public interface LogOpening {
  /**
   * @param known the last checkpoint that this process has seen
   */
  LogSettings with(Optional<Checkpoint> known) throws IOException;

  /**
   * Where it is, which may be known also where it cannot be opened for want of a key.
   *
   * @throws IOException if it is not known
   */
  default Path directory() throws IOException {
    return with(Optional.empty()).directory();
  }
}
