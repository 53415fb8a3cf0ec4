package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What ends a target's access when the operator is not there to do it. */
@Word
public enum Backstop {
  @JsonPropertyDescription("nothing does.")
  @JsonProperty("none")
  NONE,
  @JsonPropertyDescription(
      "the token is refused at most 70s after its expiry; if it has audiences, verifiers that do not ask this API server accept it until then, also when access has ended.")
  @JsonProperty("token")
  TOKEN,
  @JsonPropertyDescription("as token, of one with audiences. Read, and written as token.")
  @JsonProperty("token-expiry")
  TOKEN_EXPIRY,
  @JsonPropertyDescription("Vault ends it at its TTL.")
  @JsonProperty("vault-ttl")
  VAULT_TTL
}
