package dev.leasehold.app;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.LogOpening;
import dev.leasehold.evidence.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Opens the evidence log where it is configured to be, by the keys that it has then. A directory
 * that is not there may be a volume that is not mounted, so none is made.
 *
 * @param key by which it is signed; also its name
 * @param fence larger for each process that leads
 * @param handed the last checkpoint that the process before knew, so that an older volume is
 *     refused; one of another name is of another log
 */
record EvidenceOpening(
    Path directory, LogKey key, LongSupplier fence, Supplier<Optional<String>> handed)
    implements LogOpening {
  @Override
  public LogSettings with(Optional<Checkpoint> known) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("there is no directory " + directory);
    }
    Optional<Checkpoint> before = before();
    return new LogSettings(
        directory, key.signer(), key.earlier(), fence.getAsLong(), known.or(() -> before));
  }

  private Optional<Checkpoint> before() throws IOException {
    try {
      return handed.get().map(Checkpoint::ofBrief).filter(c -> c.origin().equals(key.name()));
    } catch (IllegalArgumentException e) {
      throw new IOException("the checkpoint on the operator's Lease is malformed", e);
    }
  }
}
