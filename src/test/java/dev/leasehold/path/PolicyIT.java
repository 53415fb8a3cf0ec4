package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Decision;
import dev.leasehold.api.v1alpha1.DecisionResult;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.OfferApproval;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What catalogs' owners write in CEL, as requesters, approvers and they themselves see it. */
final class PolicyIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final String NEEDS_CHANGE =
      policy(
          "production-needs-a-change",
          "request.namespaceLabels[?'env'].orValue('') != 'prod' || request.ticket != ''",
          "production requests need a change ticket");
  private static final String ASSISTANTS =
      "rules: [{role: owner, count: 1}, {role: security, count: 1,"
          + " when: \"request.channel.type in ['AIAssistant', 'Pipeline']\"}]";
  private static final String LONG =
      "rules: [{role: owner, count: 1},"
          + " {role: security, count: 1, when: \"request.duration > duration('4h')\"}]";

  @ConcurrentTest
  void refusalQuotesThePolicysMessageAndItsLineIsInTheTrace() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().with(NEEDS_CHANGE));
    labelled(shop, "prod");
    Asked refused = shop.asks("without", HOUR);
    AccessRequestStatus status = refused.awaits(RequestPhase.Rejected);
    assertThat(refused.condition("Accepted").getReason()).isEqualTo("PolicyRefuses");
    assertThat(refused.condition("Accepted").getMessage())
        .startsWith("policy production-needs-a-change: production requests need a change ticket");
    assertThat(status.decision())
        .contains(
            new Decision(
                "policy production-needs-a-change",
                DecisionResult.Refuses,
                "production requests need a change ticket"));
    assertThat(refused.record().getSpec().decision()).isEqualTo(status.decision());
    Asked accepted = shop.asks("with", HOUR + ", ticket: CHG-1").activeBy(Cast.OLGA);
    assertThat(accepted.record().getSpec().decision())
        .contains(new Decision("policy production-needs-a-change", DecisionResult.Holds, null));
  }

  @ConcurrentTest
  void typeErrorIsInTheCatalogsStatusWithItsPlaceAndOnEveryRequest() {
    Shop shop =
        Shop.offering(
            LAB.lab(),
            Entitled.reader().with(policy("typo", "request.tickt != ''", "a ticket is needed")));
    String flaw = "policy typo, line 1, column 8: there is no field tickt";
    Lab.await().untilAsserted(() -> assertThat(shop.entitlement("reader").reason()).contains(flaw));
    assertThat(shop.entitlement("reader").requestable()).isFalse();
    Asked asked = shop.asks("nightly", HOUR);
    assertThat(asked.condition("Accepted", "PolicyUnusable").getMessage()).contains(flaw);
    shop.offers(Entitled.reader().with(policy("typo", "request.ticket == ''", "no")));
    asked.awaits(RequestPhase.AwaitingApproval);
  }

  @ConcurrentTest
  void whatCannotBeEvaluatedHoldsARequestAndEndsNoGrant() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked live = shop.asks("live", HOUR).activeBy(Cast.OLGA);
    shop.offers(
        Entitled.reader().with(policy("env", "request.namespaceLabels['env'] == 'dev'", "dev")));
    Asked held = shop.asks("held", HOUR);
    assertThat(held.condition("Accepted", "PolicyNotEvaluable").getMessage())
        .contains("policy env of ", "[?'key'].orValue('')");
    assertThat(held.status().phase()).isEqualTo(RequestPhase.Pending);
    labelled(shop, "dev");
    held.awaits(RequestPhase.AwaitingApproval);
    assertThat(live.status().phase()).isEqualTo(RequestPhase.Active);
    labelled(shop, "prod");
    live.awaits(RequestPhase.Revoked);
    held.awaits(RequestPhase.Rejected);
  }

  @ConcurrentTest
  void policyThatNoLongerHoldsEndsALiveGrant() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    String uid = asked.uid();
    shop.offers(
        Entitled.reader()
            .with(policy("short", "request.duration < duration('30m')", "at most 30 minutes")));
    asked.awaits(RequestPhase.Revoked);
    assertThat(Objects.requireNonNull(asked.status().ending()).cause())
        .isEqualTo(EndingCause.NoLongerPermitted);
    assertThat(Objects.requireNonNull(asked.status().ending()).message())
        .contains("policy short: at most 30 minutes");
    Lab.await().untilAsserted(() -> asked.leftNothing(uid));
  }

  @ConcurrentTest
  void ruleOfApprovalAsksForASecondPersonWhereItApplies() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().approvedBy("mode: Required, " + LONG));
    Asked brief = shop.asks("brief", HOUR);
    assertThat(brief.offer().roles()).containsExactly("owner");
    brief.activeBy(Cast.OLGA);
    Asked longer = shop.asks("longer", "duration: 5h, justification: nightly report");
    assertThat(longer.offer().approvals())
        .containsExactly(new OfferApproval("owner", 1, 0), new OfferApproval("security", 1, 0));
    longer.approvedBy(Cast.OLGA);
    Lab.await().until(() -> longer.offer().approvals().getFirst().given() == 1);
    assertThat(longer.record()).isNull();
    longer.activeBy(Cast.SVEN);
  }

  @ConcurrentTest
  void assistantsAndPipelinesCanBeAskedForMore() {
    Shop shop =
        Shop.offering(LAB.lab(), Entitled.reader().approvedBy("mode: Required, " + ASSISTANTS));
    Asked person = shop.asks("person", HOUR + ", channel: {type: CLI}");
    assertThat(person.offer().roles()).containsExactly("owner");
    Asked assistant = shop.asks("assistant", HOUR + ", channel: {type: AIAssistant}");
    assertThat(assistant.offer().roles()).containsExactly("owner", "security");
    Asked pipeline = shop.asks("pipeline", HOUR + ", channel: {type: Pipeline}");
    assertThat(pipeline.offer().roles()).containsExactly("owner", "security");
  }

  @ConcurrentTest
  void requestToWhichNoRuleAppliesIsRefused() {
    Shop shop =
        Shop.offering(
            LAB.lab(),
            Entitled.reader()
                .approvedBy("mode: Required, rules: [{role: owner, count: 1, when: 'false'}]"));
    Asked asked = shop.asks("nightly", HOUR);
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getReason()).isEqualTo("NoApprovalRule");
  }

  @ConcurrentTest
  void otherGrantsOfTheSubjectAreSeenAndTheEarlierIsNotCutByTheLater() {
    Shop shop =
        Shop.offering(
            LAB.lab(),
            Entitled.reader().with(policy("one", "grants.size() == 0", "one at a time")));
    Asked first = shop.asks("first", HOUR).activeBy(Cast.OLGA);
    shop.asks("second", HOUR).awaits(RequestPhase.Rejected);
    labelled(shop, "changed");
    assertThat(first.status().phase()).isEqualTo(RequestPhase.Active);
  }

  private static void labelled(Shop shop, String env) {
    LAB.lab().namespace(shop.namespace(), Map.of("path", shop.namespace(), "env", env));
  }

  private static String policy(String name, String expression, String message) {
    return "policies: [{name: %s, expression: \"%s\", message: \"%s\"}]"
        .formatted(name, expression, message);
  }
}
