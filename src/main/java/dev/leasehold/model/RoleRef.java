package dev.leasehold.model;

/** A role of RBAC, by kind and name; a {@code Role} is looked up in the binding's namespace. */
public record RoleRef(Kind kind, String name) {
  /** Which of the two kinds of role. */
  public enum Kind {
    ROLE("Role"),
    CLUSTER_ROLE("ClusterRole");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The kind as the API spells it. */
    public String text() {
      return text;
    }
  }
}
