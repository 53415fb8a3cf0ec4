package dev.leasehold.guard;

import dev.leasehold.lab.Person;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who acts in the guard's tests. All of them may write requests, records and status as far as RBAC
 * is concerned, so that what is refused is refused by the guard. See guard/cast.yaml.
 */
final class Cast {
  private static final String ALL = "guard-cast";
  private static final String OWNERS = "guard-owners";

  /** May request, and does. */
  static final Person RITA = new Person("rita", ALL, "guard-requesters");

  /** May request, for others too. */
  static final Person DORA = new Person("dora", ALL, "guard-requesters", "guard-delegates");

  /** Approves in the role owner. */
  static final Person OWEN = new Person("owen", ALL, OWNERS);

  /** Approves in the roles owner and security. */
  static final Person SIBYL = new Person("sibyl", ALL, OWNERS, "guard-security");

  /** Holds no role. */
  static final Person EVE = new Person("eve", ALL);

  /** May annotate requests and records, and delete neither. */
  static final Person ANNA = new Person("anna", "guard-annotators");

  /** Approves in the role owner, and may not delete requests. */
  static final Person OTTO = new Person("otto", "guard-annotators", OWNERS);

  /** May revoke whatever there is. */
  static final Person REX = new Person("rex", ALL, "guard-revokers");

  /** Reviews, and may ask to forget. */
  static final Person RENATE = new Person("renate", ALL, "guard-reviewers");

  /** The same. */
  static final Person RUDI = new Person("rudi", ALL, "guard-reviewers");

  /** Offboards whatever identity there is. */
  static final Person OFELIA = new Person("ofelia", ALL, "guard-offboarders");

  /** Reinstates the service account nightly of the namespace payments. */
  static final Person REINHARD = new Person("reinhard", ALL, "guard-reinstaters");

  /** Accepts for vendor-x what catalogs hand over. */
  static final Person VIOLA = new Person("viola", ALL, "guard-acceptors");

  /** Holds every right there is, by wildcard. */
  static final Person WILMA = new Person("wilma", ALL, OWNERS, "guard-cluster-admins");

  /** Holds every verb on entitlements/owner. */
  static final Person ANY_VERB = new Person("any-verb", ALL, "guard-any-verb");

  /** Holds every verb on entitlements. */
  static final Person ANY_VERB_OF_ALL = new Person("any-verb-of-all", ALL);

  /** Holds the verbs of people on every resource. */
  static final Person ANY_RESOURCE = new Person("any-resource", ALL, "guard-any-resource");

  /** Approver in the namespace of the request only. */
  static final Person LOCAL = new Person("local", ALL, "guard-local-owners");

  /** Requests and approves. */
  static final Person BOTH = new Person("both", ALL, OWNERS, "guard-requesters");

  private Cast() {}

  /** An approver who also is in this group. */
  static Person ownerIn(String group) {
    return new Person("owner-in-" + group, ALL, OWNERS, group);
  }

  /** Machines that are no service accounts, by name, by prefix and by group, with these rights. */
  static List<Person> machines(String... groups) {
    List<String> all = Stream.concat(Stream.of(ALL), Stream.of(groups)).toList();
    List<String> listed = Stream.concat(all.stream(), Stream.of("SHARED-ROBOTS")).toList();
    return List.of(
        new Person("shared-robot", all),
        new Person("Shared-CI-7", all),
        new Person("listed-by-group", listed));
  }

  /** An approver of this name. */
  static Person owner(String name) {
    return new Person(name, ALL, OWNERS);
  }
}
