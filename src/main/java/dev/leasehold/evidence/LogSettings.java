package dev.leasehold.evidence;

import java.io.IOException;
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
    LogSigner key,
    Collection<VerifierKey> earlier,
    long fence,
    Optional<Checkpoint> known) {
  public LogSettings {
    earlier = List.copyOf(earlier);
  }

  /**
   * All keys by which it may be signed.
   *
   * @throws IOException if those of its signer cannot be found out now
   */
  List<VerifierKey> keys() throws IOException {
    List<VerifierKey> keys = new ArrayList<>(earlier);
    keys.addAll(key.keys());
    return keys;
  }

  /**
   * The same for those who only read it, which they can by the earlier keys alone if the signer
   * cannot be asked.
   *
   * @throws IOException if no key is known
   */
  List<VerifierKey> knownKeys() throws IOException {
    try {
      return keys();
    } catch (IOException e) {
      if (earlier.isEmpty()) {
        throw e;
      }
      return List.copyOf(earlier);
    }
  }
}
