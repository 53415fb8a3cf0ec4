package dev.leasehold.api.v1alpha1;

/** The two kinds of role that Kubernetes has. */
@Word
public enum RoleKind {
  /** Defined for the cluster, bound in a namespace. */
  ClusterRole,
  /** Defined and bound in one namespace. */
  Role
}
