package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** By what means a target gives access. */
@Word
public enum TargetKind {
  @JsonPropertyDescription("the subject's own service account is bound.")
  RoleBinding,
  @JsonPropertyDescription("a service account for the grant, its bindings and a delivered token.")
  ServiceAccountToken,
  @JsonPropertyDescription("a Vault token, a dynamic secret or a static secret.")
  Vault
}
