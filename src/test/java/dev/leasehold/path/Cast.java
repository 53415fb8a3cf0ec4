package dev.leasehold.path;

import dev.leasehold.lab.Person;

/** Who acts in the path's tests; what their groups may is in path/cast.yaml. */
final class Cast {
  private static final String OWNERS = "path-owners";

  /** Asks. */
  static final Person RITA = new Person("path-rita", "path-requesters");

  /** Approves in the role owner. */
  static final Person OLGA = new Person("path-olga", OWNERS);

  /** The same. */
  static final Person OTTO = new Person("path-otto", OWNERS);

  /** Approves in the role security. */
  static final Person SVEN = new Person("path-sven", "path-security");

  /** Approves in both roles. */
  static final Person BEA = new Person("path-bea", OWNERS, "path-security");

  /** Asks, also in the name of others. */
  static final Person GITOPS = new Person("path-gitops", "path-requesters", "path-gitops");

  /** May revoke whatever there is. */
  static final Person REX = new Person("path-rex", "path-revokers");

  /** Looks at what was given, and had no part in it. */
  static final Person VERA = new Person("path-vera", "path-reviewers");

  /** Closes records that owe what nobody can give any more. */
  static final Person FAY = new Person("path-fay", "path-forgetters");

  /** The same; it takes two. */
  static final Person FLO = new Person("path-flo", "path-forgetters");

  /** Freezes identities, and lifts that. */
  static final Person OFRA = new Person("path-ofra", "path-offboarders");

  private Cast() {}
}
