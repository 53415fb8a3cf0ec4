package dev.leasehold.policy;

import dev.leasehold.model.Askers;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.time.Instant;
import java.util.Collections;

/** Another request that is open, or whose access is live. */
public record Rival(
    RequestRef request,
    EntitlementRef entitlement,
    Subject subject,
    Askers askers,
    Instant createdAt,
    Progress progress) {

  Turn turn() {
    return new Turn(progress, createdAt, request.uid());
  }

  /** Whether others may be refused for it, and need not wait for what becomes of it. */
  boolean settled() {
    return progress.settled();
  }

  boolean isLive() {
    return progress instanceof Progress.Live;
  }

  boolean hasSubjectOf(Request own) {
    return subject.equals(own.subject());
  }

  boolean hasNamespaceOf(Request own) {
    return request.namespace().equals(own.ref().namespace());
  }

  /** Whoever is not known to ask is nobody. */
  boolean hasRequesterOf(Request own) {
    return attested(own) && askers.account().equals(own.askers().account());
  }

  /** Whether the own request must not add to what it has: a claim binds nobody whom it names. */
  boolean bindsAskersOf(Request own) {
    return attested(own) && !Collections.disjoint(askers.duties(), own.askers().bounds());
  }

  /** Through whom the two have to do with each other, where they are in different namespaces. */
  String asker(Request own) {
    Persons persons = own.askers().persons();
    boolean claims = !hasRequesterOf(own) && !persons.same(askers.requester(), own.requester());
    return claims ? own.applier() : own.requester();
  }

  private boolean attested(Request own) {
    return askers.attested() && own.askers().attested();
  }
}
