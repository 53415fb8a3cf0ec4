package dev.leasehold.lab;

import java.util.List;

/**
 * The cast of the lab's stories and examples; tests that need somebody else make a {@link Person}.
 */
public final class People {
  static final String MASTERS = "system:masters";

  /** May do everything, and for that reason approves nothing. */
  public static final Person ADMIN = new Person("admin", MASTERS);

  /** Applies requests for her team's workloads. */
  public static final Person ALICE = new Person("alice", "payments-devs");

  /** Approves in the role {@code owner}. */
  public static final Person OLGA = new Person("olga", "payments-owners");

  /** Approves in the role {@code security}. */
  public static final Person SVEN = new Person("sven", "security");

  /** Applies what others committed, as a GitOps controller does. */
  public static final Person GITOPS = new Person("gitops", "gitops-controllers");

  /** Reads records and nothing else. */
  public static final Person AUDITOR = new Person("auditor", "auditors");

  /** Owns the catalogs. */
  public static final Person CATALOG_OWNER = new Person("catalog-owner", "catalog-owners");

  private People() {}

  /** Everybody above. */
  public static List<Person> all() {
    return List.of(ADMIN, ALICE, OLGA, SVEN, GITOPS, AUDITOR, CATALOG_OWNER);
  }
}
