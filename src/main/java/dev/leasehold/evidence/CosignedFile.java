package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** The file beside a log that holds the newest checkpoint that enough witnesses cosigned. */
final class CosignedFile {
  private final Disk disk;
  private String kept = "";

  CosignedFile(Disk disk) {
    this.disk = disk;
  }

  /**
   * Replaces it, unless it has this already or a later checkpoint. Written under a name of its own
   * first, since the log's writer has another file under way at any time.
   *
   * @param note the cosigned checkpoint
   * @throws IOException if it cannot be read or written; then the next call tries again
   */
  void keep(String note, Checkpoint checkpoint, LogFiles files, LogSettings settings)
      throws IOException {
    if (kept.equals(note) || isAhead(files, checkpoint, settings.knownKeys())) {
      return;
    }
    Path temporary = settings.directory().resolve(CosignedLog.FILE + ".temporary");
    disk.write(temporary, note.getBytes(StandardCharsets.UTF_8));
    disk.sync(temporary);
    disk.rename(temporary, settings.directory().resolve(CosignedLog.FILE));
    kept = note;
  }

  /** Whether another process has kept a later one meanwhile, as after a pause of this one. */
  private static boolean isAhead(
      LogFiles files, Checkpoint checkpoint, Collection<VerifierKey> keys) throws IOException {
    Optional<String> there = files.text(CosignedLog.FILE);
    try {
      return there.isPresent() && Checkpoint.open(there.get(), keys).size() > checkpoint.size();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
