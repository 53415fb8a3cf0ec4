package dev.leasehold.policy;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Askers;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A rival of an ordinary request for tests; each method returns one that differs in just that. */
record Rivals(
    String uid,
    String entitlement,
    String namespace,
    String serviceAccount,
    Askers askers,
    Instant createdAt,
    Progress progress) {
  static final Progress UNJUDGED = new Progress.Unjudged();
  static final String ADMIN = "payments.orders-admin";

  /**
   * Asked and was offered it before, for the same and by the same subject, but by another
   * requester.
   */
  static Rivals earlier(int number) {
    return new Rivals(
        "rival-" + number,
        "orders-reader",
        "payments",
        "nightly-report",
        Askers.of("rob", "rob"),
        Asked.AT.minusSeconds(1),
        new Progress.Offered());
  }

  /** An earlier one has what the ordinary request must not have together with its own. */
  static Company conflict() {
    return company(UNJUDGED, earlier(1).asking("orders-admin"));
  }

  static Company company(Progress own, Rivals... rivals) {
    return new Company(
        own,
        Asked.AT,
        Set.of(ADMIN),
        List.of(rivals).stream().map(Rivals::rival).toList(),
        List.of());
  }

  Rivals asking(String other) {
    return new Rivals(uid, other, namespace, serviceAccount, askers, createdAt, progress);
  }

  Rivals of(String otherAccount) {
    return new Rivals(uid, entitlement, namespace, otherAccount, askers, createdAt, progress);
  }

  Rivals in(String other) {
    return new Rivals(uid, entitlement, other, serviceAccount, askers, createdAt, progress);
  }

  Rivals by(String other) {
    return by(Askers.of(other, other));
  }

  Rivals by(Askers other) {
    return new Rivals(uid, entitlement, namespace, serviceAccount, other, createdAt, progress);
  }

  Rivals at(Instant other) {
    return new Rivals(uid, entitlement, namespace, serviceAccount, askers, other, progress);
  }

  Rivals named(String otherUid) {
    return new Rivals(
        otherUid, entitlement, namespace, serviceAccount, askers, createdAt, progress);
  }

  Rivals live(Instant since) {
    return come(new Progress.Live(since));
  }

  Rivals come(Progress other) {
    return new Rivals(uid, entitlement, namespace, serviceAccount, askers, createdAt, other);
  }

  Rival rival() {
    return new Rival(
        new RequestRef(namespace, "other-report", uid),
        new EntitlementRef("payments", entitlement),
        new Subject(namespace, serviceAccount),
        askers,
        createdAt,
        progress);
  }
}
