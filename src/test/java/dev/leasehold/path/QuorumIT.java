package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AppliedAs;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.ApprovalMethod;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has to agree, and to what exactly. */
final class QuorumIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: weekly refunds";
  private static final Entitled BOTH_ROLES =
      Entitled.reader()
          .approvedBy(
              "mode: Required, rules: [{role: owner, count: 1}, {role: security, count: 1}]");

  @ConcurrentTest
  void twoRolesTakeTwoPeople() {
    Asked asked = Shop.offering(LAB.lab(), BOTH_ROLES).asks("refunds", HOUR);
    asked.approvedBy(Cast.OLGA);
    awaitGiven(asked, 1, 0);
    asked.activeBy(Cast.SVEN);
    assertThat(given(asked)).isEqualTo(2);
    assertThat(asked.record().getSpec().approvals())
        .extracting(Approval::approver)
        .containsExactlyInAnyOrder(Cast.OLGA.name(), Cast.SVEN.name());
  }

  @ConcurrentTest
  void personOfBothRolesFillsOnePlaceOnly() {
    Asked asked = Shop.offering(LAB.lab(), BOTH_ROLES).asks("refunds", HOUR);
    asked.approvedBy(Cast.BEA);
    Lab.await().until(() -> given(asked) == 1);
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.AwaitingApproval);
    assertThatThrownBy(() -> asked.approvedBy(Cast.BEA))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("you have already approved this offer");
    asked.activeBy(Cast.OLGA);
  }

  /** Whoever can act as the operator writes any status. */
  @ConcurrentTest
  void whatOnlyStatusSaysIsNoApproval() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", HOUR);
    for (ApprovalMethod method : List.of(ApprovalMethod.Signature, ApprovalMethod.Annotation)) {
      String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      Approval forged =
          new Approval(Cast.OLGA.name(), List.of("owner"), asked.offer().digest(), at, method);
      writtenByOperator(asked, forged);
      assertThat(asked.condition("Approved", "ApprovalWithoutStamp").getMessage())
          .contains("the approval of path-olga in status does not count");
      assertThat(asked.record()).isNull();
    }
    asked.activeBy(Cast.OLGA);
  }

  /** As often as it takes, for the operator itself writes there too. */
  private static void writtenByOperator(Asked asked, Approval forged) {
    String operator = LAB.lab().serviceAccountKubeconfig("leasehold-system", "leasehold-operator");
    try (KubernetesClient client = LAB.lab().clientOf(operator)) {
      Lab.await()
          .ignoreExceptionsInstanceOf(KubernetesClientException.class)
          .until(
              () -> {
                ObjectNode request = (ObjectNode) JSON.readTree(Serialization.asJson(asked.now()));
                request
                    .withObject("/status")
                    .set("approvals", JSON.readTree(Serialization.asJson(List.of(forged))));
                AccessRequest whole =
                    Serialization.unmarshal(request.toString(), AccessRequest.class);
                return client.resource(whole).updateStatus() != null;
              });
    }
  }

  private static void needsTwo(Asked asked) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.condition("Approved").getMessage())
                    .contains("two different people"));
  }

  /** A stock GitOps controller is cluster administrator, and applies what anybody commits. */
  @ConcurrentTest
  void whereNobodyIsAskedTheRightToAskIsHeldByName() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().approvedBy("mode: Auto"));
    Asked asked = shop.asks(People.ADMIN, Map.of(), "by-admin", "reader", HOUR);
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getReason()).isEqualTo("RequestedByWildcard");
    assertThat(asked.condition("Accepted").getMessage()).contains("admin holds it for");
    asked.leftNothing(asked.uid());
    shop.asks("by-rita", HOUR).awaits(RequestPhase.Active);
  }

  @ConcurrentTest
  void claimedRequesterNeedsTwoPeopleWhereOneIsAsked() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked =
        shop.asks(
            Cast.GITOPS, Map.of("leasehold.dev/requested-by", "rita"), "batch", "reader", HOUR);
    asked.approvedBy(Cast.OLGA);
    Lab.await().until(() -> given(asked) == 1);
    needsTwo(asked);
    assertThat(asked.record()).isNull();
    asked.activeBy(Cast.OTTO);
    assertThat(asked.record().getSpec().requester().claimed()).isTrue();
  }

  @ConcurrentTest
  void serviceAccountThatAsksNeedsTwoPeopleWhereOneIsAsked() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Person bot = new Person("system:serviceaccount:ci:bot", "path-requesters");
    Asked asked = shop.asks(bot, Map.of(), "batch", "reader", HOUR).approvedBy(Cast.OLGA);
    Lab.await().until(() -> given(asked) == 1);
    needsTwo(asked);
    assertThat(asked.record()).isNull();
    asked.activeBy(Cast.OTTO);
    assertThat(asked.record().getSpec().requester().claimed()).isFalse();
  }

  @ConcurrentTest
  void whoMayAskForOthersAndNamesNobodyNeedsTwoPeopleWhereOneIsAsked() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks(Cast.GITOPS, Map.of(), "batch", "reader", HOUR).approvedBy(Cast.OLGA);
    Lab.await().until(() -> given(asked) == 1);
    needsTwo(asked);
    assertThat(asked.record()).isNull();
    asked.activeBy(Cast.OTTO);
    assertThat(asked.record().getSpec().requester().claimed()).isFalse();
    assertThat(asked.record().getSpec().requester().appliedAs()).isEqualTo(AppliedAs.Delegate);
  }

  /** The API server knows a machine by its groups; the operator by the mark that this leaves. */
  @ConcurrentTest
  void machineThatIsNoServiceAccountNeedsTwoPeopleWhereOneIsAsked() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Person bot = new Person("path-bot", "path-requesters", "shared-bots-7");
    Asked asked = shop.asks(bot, Map.of(), "batch", "reader", HOUR).approvedBy(Cast.OLGA);
    Lab.await().until(() -> given(asked) == 1);
    assertThat(asked.record()).isNull();
    asked.activeBy(Cast.OTTO);
    assertThat(asked.record().getSpec().requester().appliedAs()).isEqualTo(AppliedAs.Machine);
  }

  /**
   * The guard compares no further than case; what it lets pass is not counted, and that is said.
   */
  @ConcurrentTest
  void anotherNameOfTheRequesterOrOfAnApproverIsNotCountedAndThatIsSaid() {
    Entitled two = Entitled.reader().approvedBy("mode: Required, rules: [{role: owner, count: 2}]");
    Asked asked = Shop.offering(LAB.lab(), two).asks("refunds", HOUR);
    asked.approvedBy(new Person("\uFF50ath-rita", "path-owners"));
    uncounted(asked, "is requester, applier or subject");
    asked.approvedBy(Cast.OLGA);
    asked.approvedBy(new Person("path-olga.admin@example.com", "path-owners"));
    uncounted(asked, "\"path-olga\" and \"path-olga.admin@example.com\" are one person");
    assertThat(given(asked)).isEqualTo(1);
    assertThat(asked.record()).isNull();
    asked.activeBy(Cast.OTTO);
  }

  private static void uncounted(Asked asked, String why) {
    Lab.await()
        .untilAsserted(
            () -> {
              assertThat(asked.condition("Approved").getReason()).isEqualTo("ApprovalNotCounted");
              assertThat(asked.condition("Approved").getMessage()).contains(why);
            });
  }

  @ConcurrentTest
  void nobodyAsksInTheNameOfOthersWithoutTheRightTo() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Map<String, String> claim = Map.of("leasehold.dev/requested-by", "somebody");
    assertThatThrownBy(() -> shop.asks(Cast.RITA, claim, "batch", "reader", HOUR))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("request-for");
  }

  @ConcurrentTest
  void denialIsFinal() {
    Asked asked = Shop.offering(LAB.lab(), BOTH_ROLES).asks("refunds", HOUR);
    asked.approvedBy(Cast.OLGA);
    asked.annotate(Cast.SVEN, "leasehold.dev/deny", "not during the audit");
    asked.awaits(RequestPhase.Denied);
    assertThat(asked.condition("Ready").getMessage())
        .contains(Cast.SVEN.name(), "not during the audit");
    assertThat(asked.record().getSpec().outcome().name()).isEqualTo("Denied");
    String digest = Objects.requireNonNull(asked.status().offer()).digest();
    assertThatThrownBy(
            () -> asked.annotate(Cast.BEA, "leasehold.dev/approve", digest.substring(0, 16)))
        .hasMessageContaining("it is over, so an approval would do nothing");
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void approvalsOfWhatWasOfferedBeforeTheCatalogChangedDoNotCount() {
    Shop shop = Shop.offering(LAB.lab(), BOTH_ROLES);
    Asked asked = shop.asks("refunds", HOUR).approvedBy(Cast.OLGA);
    awaitGiven(asked, 1, 0);
    Offer before = asked.offer();
    shop.offers(BOTH_ROLES.giving(Entitled.token("shop", "orders-writer")));
    anotherOfferFor(asked, before);
  }

  @ConcurrentTest
  void approvalsOfWhatWasOfferedBeforeTheRoleChangedDoNotCount() {
    Shop shop = Shop.offering(LAB.lab(), BOTH_ROLES);
    Asked asked = shop.asks("refunds", HOUR).approvedBy(Cast.OLGA);
    awaitGiven(asked, 1, 0);
    Offer before = asked.offer();
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-reader, namespace: %s}
        rules:
        - {apiGroups: [""], resources: [configmaps], verbs: [get, list, update]}
        """
            .formatted(shop.orders()));
    anotherOfferFor(asked, before);
    assertThat(Objects.requireNonNull(asked.status().offer()).permissions())
        .anyMatch(p -> p.contains("update"));
  }

  @ConcurrentTest
  void nobodyIsAskedOnlyWhereTheCatalogSaysAuto() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().approvedBy("mode: Auto"));
    Asked asked = shop.asks("nightly", HOUR);
    asked.awaits(RequestPhase.Active);
    assertThat(asked.record().getSpec().approvals()).isEmpty();
    Entitled silent = Entitled.reader().approvedBy("mode: Required");
    assertThatThrownBy(() -> shop.offers(silent)).hasMessageContaining("write mode Auto");
  }

  /** The old approval is void; both have to approve the new one. */
  private static void anotherOfferFor(Asked asked, Offer before) {
    Lab.await().until(() -> !asked.offer().digest().equals(before.digest()));
    awaitGiven(asked, 0, 0);
    assertThatThrownBy(
            () ->
                asked.annotate(
                    Cast.SVEN, "leasehold.dev/approve", before.digest().substring(0, 16)))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("that is not the current offer");
    asked.approvedBy(Cast.SVEN);
    awaitGiven(asked, 0, 1);
    assertThat(asked.record()).isNull();
    asked.activeBy(Cast.OLGA);
  }

  private static void awaitGiven(Asked asked, int owners, int security) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.offer().approvals())
                    .extracting(a -> a.given())
                    .containsExactly(owners, security));
  }

  private static int given(Asked asked) {
    return Objects.requireNonNull(asked.status().offer()).approvals().stream()
        .mapToInt(a -> a.given())
        .sum();
  }
}
