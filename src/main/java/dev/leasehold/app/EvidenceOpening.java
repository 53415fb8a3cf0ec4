package dev.leasehold.app;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.LogOpening;
import dev.leasehold.evidence.LogSettings;
import dev.leasehold.evidence.SigningKey;
import dev.leasehold.evidence.VerifierKey;
import dev.leasehold.notice.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Opens the evidence log where it is configured to be, by the keys that the Secret has then. A
 * directory that is not there may be a volume that is not mounted, so none is made.
 *
 * @param name the log's
 * @param fence larger for each process that leads
 * @param handed the last checkpoint that the process before knew, so that an older volume is
 *     refused; one of another name is of another log
 */
record EvidenceOpening(
    Path directory,
    String name,
    Secrets keys,
    LongSupplier fence,
    Supplier<Optional<String>> handed)
    implements LogOpening {
  /** Of the Secret: the private key in PEM. */
  private static final String KEY = "key.pem";

  /** Of the Secret: verifier keys by which the log was signed before, one on each line. */
  private static final String EARLIER = "earlier";

  @Override
  public LogSettings with(Optional<Checkpoint> known) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("there is no directory " + directory);
    }
    Optional<Checkpoint> before = before();
    String pem = keys.read(KEY).orElseThrow(() -> new IOException("there is no " + KEY));
    try {
      return new LogSettings(
          directory,
          SigningKey.fromPem(name, pem),
          earlier(),
          fence.getAsLong(),
          known.or(() -> before));
    } catch (IllegalArgumentException e) {
      throw new IOException(KEY + " or " + EARLIER + " is unfit: " + e.getMessage(), e);
    }
  }

  private Optional<Checkpoint> before() throws IOException {
    try {
      return handed.get().map(Checkpoint::ofBrief).filter(c -> c.origin().equals(name));
    } catch (IllegalArgumentException e) {
      throw new IOException("the checkpoint on the operator's Lease is malformed", e);
    }
  }

  private List<VerifierKey> earlier() {
    return keys.read(EARLIER).stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .map(VerifierKey::parse)
        .toList();
  }
}
