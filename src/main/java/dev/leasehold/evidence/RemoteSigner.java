package dev.leasehold.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Signs by a key that a service keeps. Nothing that does not verify by the version that was asked
 * for is given out, so that a service that has another key, signs other bytes or repeats an old
 * answer stops the log and does not spoil it. A new version is used within a minute, and the keys
 * of earlier ones stay known. For many threads.
 */
public final class RemoteSigner implements LogSigner {
  /** For so long the service is not asked for its versions again. */
  private static final long FRESH = Duration.ofMinutes(1).toNanos();

  /** What is signed in one call, in bytes: some thousand entries, or one commit of long ones. */
  private static final int MOST = 1 << 20;

  private final String name;
  private final KeyService service;
  private final LongSupplier nanoTime;
  private final Map<Integer, VerifierKey> keys = new TreeMap<>();
  private int latest;
  private long readAt;

  /**
   * Asks nothing yet.
   *
   * @param name of the log, which all keys of the service must have
   * @param nanoTime a monotonic clock
   */
  public RemoteSigner(String name, KeyService service, LongSupplier nanoTime) {
    this.name = name;
    this.service = service;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<VerifierKey> keys() throws IOException {
    if (known().isEmpty()) {
      read();
    }
    return known();
  }

  private synchronized List<VerifierKey> known() {
    return List.copyOf(keys.values());
  }

  @Override
  public Signatures sign(List<byte[]> messages) throws IOException {
    if (isOld()) {
      read();
    }
    int version = latest();
    VerifierKey key = key(version);
    List<byte[]> signatures = new ArrayList<>(messages.size());
    try {
      for (List<byte[]> part : parts(messages)) {
        List<byte[]> signed = service.sign(version, part);
        requireVerified(key, version, part, signed);
        signatures.addAll(signed);
      }
    } catch (IOException e) {
      forget();
      throw e;
    }
    return new Signatures(key, signatures);
  }

  private static void requireVerified(
      VerifierKey key, int version, List<byte[]> messages, List<byte[]> signatures)
      throws IOException {
    boolean isAll = signatures.size() == messages.size();
    for (int i = 0; isAll && i < messages.size(); i++) {
      isAll = key.verifies(messages.get(i), signatures.get(i));
    }
    if (!isAll) {
      throw new IOException(
          "what came back are not the signatures of version %d of the key; it may be another key"
              .formatted(version));
    }
  }

  private static List<List<byte[]>> parts(Collection<byte[]> messages) {
    List<List<byte[]>> parts = new ArrayList<>();
    int room = 0;
    for (byte[] message : messages) {
      room -= message.length;
      if (room < 0) {
        parts.add(new ArrayList<>());
        room = MOST - message.length;
      }
      parts.getLast().add(message);
    }
    return parts;
  }

  private void read() throws IOException {
    long now = nanoTime.getAsLong();
    learn(service.versions(), now);
  }

  /** A version never becomes another key: whoever replaced it could sign what we did not. */
  private synchronized void learn(KeyService.Versions read, long now) throws IOException {
    for (Map.Entry<Integer, VerifierKey> each : read.keys().entrySet()) {
      VerifierKey before = keys.getOrDefault(each.getKey(), each.getValue());
      if (!before.text().equals(each.getValue().text()) || !before.name().equals(name)) {
        throw new IOException(
            "version %d of the key is another than before; if it was replaced, begin another log"
                .formatted(each.getKey()));
      }
    }
    keys.putAll(read.keys());
    latest = read.latest();
    readAt = now;
  }

  private synchronized boolean isOld() {
    return latest == 0 || nanoTime.getAsLong() - readAt > FRESH;
  }

  private synchronized void forget() {
    latest = 0;
  }

  private synchronized int latest() {
    return latest;
  }

  private synchronized VerifierKey key(int version) throws IOException {
    VerifierKey key = keys.get(version);
    if (key == null) {
      throw new IOException("the versions of the key are being read; it is tried again");
    }
    return key;
  }
}
