package dev.leasehold.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A service that has the log's key, in one or several versions, and signs by it without giving it
 * away, such as Vault's Transit engine. Every call ends in bounded time. What it answers is not
 * trusted: {@link RemoteSigner} verifies it.
 */
public interface KeyService {
  /**
   * The public halves of all versions that it still has.
   *
   * @throws IOException if it cannot be asked, or has no key that fits; says why, in our words
   */
  Versions versions() throws IOException;

  /**
   * Signs each of these by that version, in one call.
   *
   * @return what it says are the signatures, in the order of the messages
   * @throws IOException if it cannot be asked, or does not sign all of them; says why, in our words
   */
  List<byte[]> sign(int version, List<byte[]> messages) throws IOException;

  /**
   * The versions of a key.
   *
   * @param latest by which is to be signed now; one of them
   */
  record Versions(int latest, Map<Integer, VerifierKey> keys) {
    public Versions {
      keys = Map.copyOf(keys);
      if (!keys.containsKey(latest)) {
        throw new IllegalArgumentException("version " + latest + " of the key is not there");
      }
    }
  }
}
