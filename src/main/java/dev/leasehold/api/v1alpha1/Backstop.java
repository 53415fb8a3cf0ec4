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
  /** Vault ends it at its TTL. */
  @JsonProperty("vault-ttl")
  VAULT_TTL
}
