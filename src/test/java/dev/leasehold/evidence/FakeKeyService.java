package dev.leasehold.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Has a key in versions and signs by them, as Vault does, unless it is made to do otherwise. */
final class FakeKeyService implements KeyService {
  /** How many messages each call was given, in order. */
  final List<Integer> signed = new CopyOnWriteArrayList<>();

  final Map<Integer, SigningKey> keys = new TreeMap<>(Map.of(1, Lives.key(41)));
  private volatile Lie lie = (_, honest) -> honest;
  private volatile boolean isSealed;
  private volatile CountDownLatch hanging = new CountDownLatch(0);
  int read;

  /** What comes back instead of the signatures. */
  interface Lie {
    List<byte[]> told(List<byte[]> messages, List<byte[]> honest);
  }

  FakeKeyService tells(Lie other) {
    this.lie = other;
    return this;
  }

  void isHonest() {
    lie = (_, honest) -> honest;
  }

  synchronized int rotate() {
    int next = keys.size() + 1;
    keys.put(next, Lives.key(40 + next));
    return next;
  }

  /** Somebody made another key of that name. */
  synchronized void isReplaced() {
    keys.clear();
    keys.put(1, Lives.key(99));
  }

  void seal(boolean sealed) {
    isSealed = sealed;
  }

  CountDownLatch hangs() {
    hanging = new CountDownLatch(1);
    return hanging;
  }

  private void requireOpen() throws IOException {
    if (isSealed) {
      throw new IOException("Vault connection default: it is sealed; unseal it.");
    }
    try {
      hanging.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public Versions versions() throws IOException {
    requireOpen();
    synchronized (this) {
      read++;
      return new Versions(
          keys.keySet().stream().max(Integer::compare).orElseThrow(),
          keys.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, key -> key.getValue().verifier())));
    }
  }

  @Override
  public List<byte[]> sign(int version, List<byte[]> messages) throws IOException {
    requireOpen();
    signed.add(messages.size());
    SigningKey key;
    synchronized (this) {
      key = keys.get(version);
    }
    if (key == null) {
      throw new IOException("there is no version " + version);
    }
    return lie.told(messages, new ArrayList<>(key.sign(messages).each()));
  }

  /** All that auditors need. */
  synchronized List<VerifierKey> verifiers() {
    return keys.values().stream().map(SigningKey::verifier).toList();
  }
}
