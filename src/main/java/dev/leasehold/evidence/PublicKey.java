package dev.leasehold.evidence;

/** What verifies signatures: by the algorithm that the signature type of a note says. */
sealed interface PublicKey permits Ed25519Public, P256Public {
  /** As a verifier key by C2SP signed-note has it, after the type. */
  byte[] encoded();

  boolean verifies(byte[] message, byte[] signature);
}
