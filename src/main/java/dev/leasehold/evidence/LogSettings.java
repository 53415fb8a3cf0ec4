package dev.leasehold.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a log is opened with.
 *
 * @param earlier keys by which it was signed before
 * @param fence no smaller than that of any writer before
 * @param known a checkpoint that is known from elsewhere, so that an older volume is refused
 */
public record LogSettings(
    Path directory,
    SigningKey key,
    Collection<VerifierKey> earlier,
    long fence,
    Optional<Checkpoint> known) {
  public LogSettings {
    earlier = List.copyOf(earlier);
  }

  List<VerifierKey> keys() {
    List<VerifierKey> keys = new ArrayList<>(earlier);
    keys.add(key.verifier());
    return keys;
  }
}
