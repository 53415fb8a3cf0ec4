package dev.leasehold.model;

import java.util.Set;

/**
 * An act that the API server attested: who did what to which object, for which offer.
 *
 * @param roles the roles that the person held when acting; empty for acts that need none
 * @param text the reason given, or empty
 */
public record Stamp(
    Act act, int slot, String uid, String offer, Set<String> roles, String user, String text) {
  public Stamp {
    roles = Set.copyOf(roles);
  }

  /** What may be stamped. */
  public enum Act {
    APPROVAL("approval"),
    DENIAL("denial"),
    REVOCATION("revocation"),
    REVIEW("review"),
    LIMIT("limit"),
    FORGET("forget"),
    PURGE("purge"),
    OFFBOARDING("offboarding"),
    REINSTATEMENT("reinstatement");

    private final String text;

    Act(String text) {
      this.text = text;
    }

    /** The word with which the annotation's key begins. */
    public String text() {
      return text;
    }
  }
}
