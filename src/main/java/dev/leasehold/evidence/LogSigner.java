package dev.leasehold.evidence;

import java.io.IOException;
import java.util.List;

/**
 * Signs the entries and checkpoints of one log. What is signed for one can never be taken for the
 * other, since a checkpoint begins with the log's name, which has no space, and a statement is
 * signed behind {@code "DSSEv1 "}.
 */
public interface LogSigner {
  /** The log's name, which is also that of all its keys. */
  String name();

  /**
   * All keys by which it is known to sign or to have signed.
   *
   * @throws IOException if that cannot be found out now
   */
  List<VerifierKey> keys() throws IOException;

  /**
   * Signs several messages by one key.
   *
   * @return a signature for each, in their order, all of which verify
   * @throws IOException if they cannot be signed now; none is then to be used
   */
  Signatures sign(List<byte[]> messages) throws IOException;

  /**
   * Signatures by one key.
   *
   * @param each in the order of what was to be signed
   */
  record Signatures(VerifierKey by, List<byte[]> each) {
    public Signatures {
      each = List.copyOf(each);
    }
  }
}
