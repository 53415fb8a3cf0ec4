package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What ends a target's access when the operator is not there to do it. */
@Word
public enum Backstop {
  @JsonPropertyDescription("nothing does.")
  @JsonProperty("none")
  NONE,
  @JsonPropertyDescription("the token is refused at most 70s after its expiry.")
  @JsonProperty("token")
  TOKEN,
  @JsonPropertyDescription(
      "as token; verifiers that do not ask this API server accept it until it expires, also when access has ended.")
  @JsonProperty("token-expiry")
  TOKEN_EXPIRY,
  @JsonPropertyDescription("Vault ends it at its TTL.")
  @JsonProperty("vault-ttl")
  VAULT_TTL
}
