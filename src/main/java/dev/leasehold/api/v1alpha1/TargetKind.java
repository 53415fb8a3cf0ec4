package dev.leasehold.api.v1alpha1;

/** By what means a target gives access. */
@Word
public enum TargetKind {
  /** The subject's own service account is bound. */
  RoleBinding,
  /** A service account for the grant, its bindings and a delivered token. */
  ServiceAccountToken,
  /** A Vault token, a dynamic secret or a static one. */
  Vault
}
