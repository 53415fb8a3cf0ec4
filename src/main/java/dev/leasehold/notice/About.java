package dev.leasehold.notice;

/**
 * What a notice is about: a request, or an identity, or nothing in a namespace.
 *
 * @param catalog empty where no catalog has a part in it
 * @param entitlement likewise
 * @param kind a full resource name, such as {@code accessrequests}
 * @param namespace empty where it is about no namespace
 * @param record the AccessRecord that stays; empty where there is none yet
 */
public record About(
    String catalog,
    String entitlement,
    String kind,
    String namespace,
    String name,
    String uid,
    String record) {
  static final String REQUESTS = "accessrequests";

  /** The operator itself, which is in no namespace of anybody's requests. */
  static About operator(String uid) {
    return new About("", "", "operator", "", "leasehold", uid, "");
  }

  /** For people: {@code payments/nightly-report}. */
  String title() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  /** For programs: {@code accessrequests/payments/nightly-report}. */
  String subject() {
    return kind + "/" + title();
  }

  /** What to type after a subcommand of {@code kubectl leasehold} to mean this request. */
  String typed() {
    return name + " -n " + namespace;
  }
}
