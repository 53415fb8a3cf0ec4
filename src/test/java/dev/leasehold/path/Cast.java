package dev.leasehold.path;

import dev.leasehold.lab.Person;

/** Who acts in the path's tests; what their groups may is in path/cast.yaml. */
public final class Cast {
  private static final String OWNERS = "path-owners";

  /** Asks. */
  public static final Person RITA = new Person("path-rita", "path-requesters");

  /** Approves in the role owner. */
  public static final Person OLGA = new Person("path-olga", OWNERS);

  /** The same. */
  public static final Person OTTO = new Person("path-otto", OWNERS);

  /** Approves in the role security. */
  public static final Person SVEN = new Person("path-sven", "path-security");

  /** Approves in both roles. */
  public static final Person BEA = new Person("path-bea", OWNERS, "path-security");

  /** Asks, also in the name of others. */
  public static final Person GITOPS = new Person("path-gitops", "path-requesters", "path-gitops");

  /** May revoke whatever there is. */
  public static final Person REX = new Person("path-rex", "path-revokers");

  /** Looks at what was given, and had no part in it. */
  public static final Person VERA = new Person("path-vera", "path-reviewers");

  /** Closes records that owe what nobody can give any more. */
  public static final Person FAY = new Person("path-fay", "path-forgetters");

  /** The same; it takes two. */
  public static final Person FLO = new Person("path-flo", "path-forgetters");

  /** Freezes identities, and lifts that. */
  public static final Person OFRA = new Person("path-ofra", "path-offboarders");

  /** Accepts for vendor-x what catalogs hand over. */
  public static final Person VINCENT = new Person("path-vincent", "path-acceptors");

  private Cast() {}
}
