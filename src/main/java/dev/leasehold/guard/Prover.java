package dev.leasehold.guard;

/** What can be asked about the guard. */
public interface Prover {
  /** Tries every policy. Never throws for what it finds. */
  Proof prove();

  /**
   * The policies as they are now, read from the API server: compare with what was proved. Throws
   * {@link io.fabric8.kubernetes.client.KubernetesClientException} if it cannot be read.
   */
  Fingerprint read();
}
