package dev.leasehold.model;

import java.time.Instant;
import java.util.Set;

/** One person's acceptance of one offer, as latched when it was first seen. */
public record Approval(
    String approver, Set<String> roles, String offer, Instant at, Method method) {
  public Approval {
    roles = Set.copyOf(roles);
  }

  /** How the approver was authenticated. */
  public enum Method {
    ANNOTATION,
    SIGNATURE
  }
}
