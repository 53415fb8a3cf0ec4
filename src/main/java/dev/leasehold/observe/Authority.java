package dev.leasehold.observe;

import java.util.Set;

/** Asks RBAC what somebody may do who is not here to try it. */
@FunctionalInterface
public interface Authority {
  /** Nobody can be asked; nothing is concluded from that. */
  Authority SILENT = (user, groups, question) -> Answer.UNKNOWN;

  /** What the API server says of this user with these groups. */
  Answer may(String user, Set<String> groups, Question question);

  /** Unknown is neither. */
  enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /**
   * One thing that may be done; empty strings where there is nothing to say.
   *
   * @param subresource as in entitlements/owner, without the resource
   */
  record Question(
      String verb,
      String group,
      String resource,
      String subresource,
      String namespace,
      String name) {}
}
