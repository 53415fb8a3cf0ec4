package dev.leasehold.app;

import dev.leasehold.evidence.LogSigner;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.util.List;

/** Where the key of the evidence log is; asked each time that the log is opened. */
interface LogKey {
  /** The log's name. */
  String name();

  /**
   * Signs by it.
   *
   * @throws IOException if there is none, or it is unfit; says what to do
   */
  LogSigner signer() throws IOException;

  /**
   * Keys by which the log was signed before.
   *
   * @throws IOException if they cannot be read
   */
  List<VerifierKey> earlier() throws IOException;
}
