package dev.leasehold.policy;

import static dev.leasehold.policy.Terms.AGAIN;
import static dev.leasehold.policy.Terms.HOLDS;
import static dev.leasehold.policy.Terms.refuse;

import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.policy.Admission.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Segregation of duties: what must not be held together is not, by one subject, in one namespace,
 * or through one person, since whoever may make service accounts could use two of them. A claim
 * binds its applier and not whom it names.
 */
final class Separation {
  private static final String NOT_BOTH = "which must not be held together with this";

  private Separation() {}

  static Finding judge(Facts facts) {
    Request own = facts.request();
    Company company = facts.company();
    List<Rival> rivals =
        company.ahead(own).stream()
            .filter(rival -> company.excluded().contains(rival.entitlement().qualified()))
            .filter(rival -> rival.hasNamespaceOf(own) || rival.bindsAskersOf(own))
            .toList();
    Optional<Finding> byRival =
        rivals.stream()
            .filter(Rival::settled)
            .findFirst()
            .map(rival -> conflict(own, rival.entitlement().qualified(), held(own, rival)));
    if (byRival.isPresent()) {
      return byRival.get();
    }
    return byOutside(own, company)
        .or(() -> rivals.stream().findFirst().map(rival -> Terms.behind(own, rival, NOT_BOTH)))
        .orElse(HOLDS);
  }

  private static Optional<Finding> byOutside(Request own, Company company) {
    return company.outside().stream()
        .filter(held -> company.excluded().contains(held.entitlement()))
        .findFirst()
        .map(held -> conflict(own, held.entitlement(), held(held)));
  }

  private static Finding conflict(Request own, String other, String held) {
    return refuse(
        ReasonCode.CONFLICTING_ACCESS,
        own.entitlement().qualified()
            + " must not be held together with "
            + other
            + ", "
            + held
            + ", then ask again"
            + AGAIN);
  }

  /** What is elsewhere is not named: whoever reads this need not know of other namespaces. */
  private static String held(Request own, Rival rival) {
    String has = rival.isLive() ? " has" : " has asked for";
    return rival.hasNamespaceOf(own)
        ? "which service account "
            + rival.subject().serviceAccount()
            + has
            + " by request "
            + rival.request().name()
            + " in this namespace; end that first, or wait for its end"
        : "which "
            + rival.asker(own)
            + has
            + " for another namespace; end that first, or wait for its end";
  }

  private static String held(Company.Outside held) {
    return "whose "
        + held.role().kind().text()
        + " "
        + held.role().name()
        + " "
        + held.holder()
        + " has "
        + held.namespace().map(namespace -> "in namespace " + namespace).orElse("cluster-wide")
        + " by a binding that is no grant; have that binding removed";
  }
}
