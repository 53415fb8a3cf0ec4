package dev.leasehold.evidence;

import java.io.IOException;
import java.util.Optional;

/** Says what the log is opened with; asked each time, since keys and volumes may come later. */
@FunctionalInterface
public interface LogOpening {
  /**
   * @param known the last checkpoint that this process has seen
   */
  LogSettings with(Optional<Checkpoint> known) throws IOException;
}
