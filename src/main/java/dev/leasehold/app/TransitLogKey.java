package dev.leasehold.app;

import dev.leasehold.evidence.KeyService;
import dev.leasehold.evidence.LogSigner;
import dev.leasehold.evidence.RemoteSigner;
import dev.leasehold.evidence.VerifierKey;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.grant.vault.TransitKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The key in Vault's Transit engine, which signs there; one for the life of the process. */
final class TransitLogKey implements LogKey {
  private static final String EARLIER = "evidence.transit.earlier";

  private final List<String> earlier;
  private final LogSigner signer;

  /**
   * @param earlier verifier keys, which are read when the log is opened: what is wrong with them
   *     must not keep the operator from ending access
   */
  TransitLogKey(String name, TransitKey key, List<String> earlier, LongSupplier nanoTime) {
    this.earlier = List.copyOf(earlier);
    this.signer = new RemoteSigner(name, new Service(name, key), nanoTime);
  }

  @Override
  public String name() {
    return signer.name();
  }

  @Override
  public LogSigner signer() {
    return signer;
  }

  @Override
  public List<VerifierKey> earlier() throws IOException {
    List<VerifierKey> keys = new ArrayList<>();
    for (String text : earlier) {
      keys.add(parsed(text));
    }
    return keys;
  }

  private VerifierKey parsed(String text) throws IOException {
    VerifierKey key;
    try {
      key = VerifierKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          EARLIER
              + " has something else than verifier keys, as evidence key prints them: "
              + e.getMessage(),
          e);
    }
    if (!key.name().equals(name())) {
      throw new IOException(
          "%s has a key of %s, expected %s, the log's name; remove it"
              .formatted(EARLIER, key.name(), name()));
    }
    return key;
  }

  /** What evidence asks of a key elsewhere, said to Vault. */
  private record Service(String name, TransitKey key) implements KeyService {
    @Override
    public Versions versions() throws IOException {
      TransitKey.Versions read = asked(key::versions);
      Map<Integer, VerifierKey> keys = new HashMap<>();
      try {
        read.publicKeys()
            .forEach((version, text) -> keys.put(version, VerifierKey.ofPublic(name, text)));
        return new Versions(read.latest(), keys);
      } catch (IllegalArgumentException e) {
        throw new IOException("the key in Vault is unfit: " + e.getMessage(), e);
      }
    }

    @Override
    public List<byte[]> sign(int version, List<byte[]> messages) throws IOException {
      return asked(() -> key.sign(version, messages));
    }

    private static <T> T asked(Supplier<T> call) throws IOException {
      try {
        return call.get();
      } catch (Unavailable e) {
        throw new IOException(e.reason().message(), e);
      }
    }
  }
}
