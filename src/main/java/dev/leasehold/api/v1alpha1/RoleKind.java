package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The two kinds of role that Kubernetes has. */
@Word
public enum RoleKind {
  @JsonPropertyDescription("of the cluster; it is bound in namespaces only.")
  ClusterRole,
  @JsonPropertyDescription("of each namespace in which it is bound.")
  Role
}
