package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What ends a target's access when the operator is not there to do it. */
@Word
public enum Backstop {
  /** Nothing does. */
  @JsonProperty("none")
  NONE,
  /** The token dies within 70 s of its own expiry. */
  @JsonProperty("token")
  TOKEN,
  /**
   * The token dies within 70 s of its own expiry, and at others than this API server, for which it
   * has audiences, not sooner, whatever is taken back.
   */
  @JsonProperty("token-expiry")
  TOKEN_EXPIRY,
  /** Vault ends it at its TTL. */
  @JsonProperty("vault-ttl")
  VAULT_TTL
}
