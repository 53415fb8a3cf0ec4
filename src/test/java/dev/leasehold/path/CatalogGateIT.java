package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cannot be given is not requestable, and the catalog says by name what is in the way. */
final class CatalogGateIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final String VAULT =
      "{name: db, vault: {connection: default, tokenRole: payments, policies: [orders], token: {},"
          + " credentialTTL: 1h}}";

  @ConcurrentTest
  void obstacleIsNamed() {
    Map<Entitled, String> obstacles = obstacles();
    Shop shop = Shop.bare(LAB.lab());
    role(shop, "orders-auditor", "[get]");
    role(shop, "orders-refunder", "['*']");
    shop.offers(obstacles.keySet().toArray(Entitled[]::new));
    obstacles.forEach(
        (entitled, obstacle) -> {
          Lab.await()
              .untilAsserted(
                  () ->
                      assertThat(shop.entitlement(entitled.name()).reason())
                          .as(entitled.name())
                          .contains(obstacle));
          assertThat(shop.entitlement(entitled.name()).requestable()).isFalse();
        });
    assertThat(Objects.requireNonNull(catalog(shop).getStatus()).conditions())
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("False"));
  }

  @ConcurrentTest
  void requestForWhatIsNotReadyWaitsWithTheSameWordsAndGoesOnOnceItIs() {
    Shop shop =
        Shop.offering(
            LAB.lab(),
            Entitled.reader()
                .with("policies: [{name: typo, expression: 'request.tickt', message: no}]"));
    Asked asked = shop.asks("nightly", HOUR);
    assertThat(asked.condition("Accepted", "PolicyUnusable").getMessage())
        .contains("policy typo, line 1")
        .contains("there is no field tickt");
    asked.leftNothing(asked.uid());
    shop.offers(Entitled.reader());
    asked.activeBy(Cast.OLGA);
  }

  @ConcurrentTest
  void requestWaitsForARoleAndGoesOnOnceItIsThere() {
    Shop shop =
        Shop.offering(
            LAB.lab(), Entitled.reader().giving(Entitled.token("refund", "orders-refunder")));
    Asked asked = shop.asks("refunds", HOUR);
    assertThat(asked.condition("Accepted", "RoleNotFound").getMessage())
        .contains("orders-refunder", shop.orders(), "create it");
    role(shop, "orders-refunder", "[get, list]");
    asked.activeBy(Cast.OLGA);
    Lab.await().until(() -> shop.entitlement("reader").requestable());
    Lab.await().until(() -> shop.entitlement("reader").active() == 1);
  }

  /** Known before anybody approves; and what just fits is taken by the API server. */
  @ConcurrentTest
  void roleThatNoRecordCanHoldIsNamedAndOneThatJustFitsIsGranted() {
    Shop shop = Shop.bare(LAB.lab());
    rules(shop, 129);
    shop.offers(Entitled.reader().giving(Entitled.token("refund", "orders-refunder")));
    Asked asked = shop.asks("large", HOUR);
    assertThat(asked.condition("Accepted", "RoleTooLarge").getMessage())
        .contains("Role orders-refunder has 129 rules, the limit is 128");
    asked.leftNothing(asked.uid());
    Lab.await()
        .untilAsserted(() -> assertThat(shop.entitlement("reader").reason()).contains("129 rules"));
    rules(shop, 128);
    asked.activeBy(Cast.OLGA);
  }

  private static void rules(Shop shop, int number) {
    String rules =
        IntStream.range(0, number)
            .mapToObj(
                "{apiGroups: [''], resources: [configmaps], resourceNames: [order-%d], verbs: [get]}"
                    ::formatted)
            .collect(Collectors.joining(", "));
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-refunder, namespace: %s}
        rules: [%s]
        """
            .formatted(shop.orders(), rules));
  }

  @ConcurrentTest
  void whoIsMissingToDecideIsNamedUntilABindingIsThere() {
    Shop shop = Shop.bare(LAB.lab());
    shop.offers(Entitled.reader().approvedBy("mode: Required, rules: [{role: dba, count: 1}]"));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(shop.entitlement("reader").reason())
                    .contains("nobody can approve as dba", "verb approve on entitlements/dba"));
    assertThat(shop.entitlement("reader").requestable()).isTrue();
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: dba-of-NS}
        rules:
        - {apiGroups: [leasehold.dev], resources: [entitlements/dba], resourceNames: [NS.reader], verbs: [approve]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: dba-of-NS}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: dba-of-NS}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: dbas}]
        """
            .replace("NS", shop.namespace()));
    Lab.await().until(() -> shop.entitlement("reader").reason() == null);
  }

  @ConcurrentTest
  void escalatingRoleIsOfferedAsCriticalWithAWarning() {
    Shop shop = Shop.bare(LAB.lab());
    role(shop, "orders-refunder", "['*']");
    shop.offers(
        Entitled.reader().giving(Entitled.token("all", "orders-refunder")).rated("Critical"));
    Asked asked = shop.asks("refunds", HOUR);
    assertThat(asked.offer().warnings()).anyMatch(w -> w.contains("verb *"));
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "only looking");
  }

  /** RBAC lets whoever may write bindings hand on what they hold, and that outlives the grant. */
  @ConcurrentTest
  void roleThatCanBeHandedOnIsOnlyCriticalAndItsOfferSaysSo() {
    Shop shop = Shop.bare(LAB.lab());
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-refunder, namespace: %s}
        rules:
        - {apiGroups: [""], resources: [configmaps], verbs: [get, list]}
        - {apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create]}
        """
            .formatted(shop.orders()));
    Entitled binder = Entitled.reader().giving(Entitled.token("all", "orders-refunder"));
    shop.offers(binder);
    Asked asked = shop.asks("binder", HOUR);
    assertThat(asked.condition("Accepted", "NeedsSensitivityCritical").getMessage())
        .contains("create rolebindings", "set sensitivity: Critical");
    asked.leftNothing(asked.uid());
    shop.offers(binder.rated("Critical"));
    assertThat(asked.offer().warnings())
        .anyMatch(w -> w.contains("stays after its end (create rolebindings)"));
    handedOnAndKept(asked.activeBy(Cast.OLGA));
  }

  /** What the warning is about: it is no grant's binding, so no end takes it away. */
  private static void handedOnAndKept(Asked asked) {
    Shop shop = asked.shop();
    String uid = asked.uid();
    try (Workload granted = asked.workload();
        Workload worker =
            Workload.bearing(shop.lab(), shop.lab().token(shop.namespace(), "worker", List.of()))) {
      assertThat(worker.lists("configmaps", shop.orders())).isEqualTo(403);
      granted
          .client()
          .resource(
              Shop.parse(
                  """
                  apiVersion: rbac.authorization.k8s.io/v1
                  kind: RoleBinding
                  metadata: {name: keep, namespace: %s}
                  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: orders-refunder}
                  subjects: [{kind: ServiceAccount, namespace: %s, name: worker}]
                  """
                      .formatted(shop.orders(), shop.namespace())))
          .create();
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "seen enough");
      asked.awaits(RequestPhase.Withdrawn);
      Lab.await().until(() -> granted.gets("/api") == 401);
      Lab.await().untilAsserted(() -> asked.leftNothing(uid));
      assertThat(worker.lists("configmaps", shop.orders())).isEqualTo(200);
    }
  }

  /** The API server gives all Secrets to whoever may list the one without a name. */
  @ConcurrentTest
  void secretWithoutANameIsEverySecretAndSoOnlyCritical() {
    Shop shop = Shop.bare(LAB.lab());
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-refunder, namespace: %s}
        rules: [{apiGroups: [""], resources: [secrets], resourceNames: [""], verbs: [list]}]
        """
            .formatted(shop.orders()));
    Entitled secrets = Entitled.reader().giving(Entitled.token("all", "orders-refunder"));
    shop.offers(secrets);
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(shop.entitlement("reader").reason())
                    .contains("secrets without names", "set sensitivity: Critical"));
    shop.offers(secrets.rated("Critical"));
    Asked asked = shop.asks("all", HOUR).activeBy(Cast.OLGA);
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("secrets", shop.orders())).isEqualTo(200);
    }
  }

  @ConcurrentTest
  void retiredEntitlementRefusesForGood() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().in("Retired"));
    Asked asked = shop.asks("nightly", HOUR);
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getMessage()).contains("is retired");
  }

  private static Map<Entitled, String> obstacles() {
    Entitled some = Entitled.reader();
    Map<Entitled, String> all = new LinkedHashMap<>();
    all.put(some.named("vault").giving(VAULT), "there is no Vault connection default");
    all.put(
        new Entitled(
            "regulated",
            "Requestable",
            "Low",
            some.targets(),
            some.approval(),
            "evidence: Regulated"),
        "has evidence: Regulated, and approval.rules asks for fewer than 2 approvals");
    all.put(some.named("draft").in("Draft"), "is a draft; its owner makes it Requestable");
    all.put(some.named("retired").in("Retired"), "is retired");
    all.put(
        some.named("missing").giving(Entitled.token("shop", "orders-keeper")),
        "Role orders-keeper does not exist");
    all.put(
        some.named("unbindable").giving(Entitled.token("shop", "orders-auditor")),
        "Role orders-auditor may not be bound by the operator; add it to the chart's bindable"
            + " roles");
    all.put(
        some.named("to-subject").giving(Entitled.ownIdentity("own", "edit")),
        "add it to the chart's bindable.toSubjects");
    all.put(
        some.named("escalating").giving(Entitled.token("shop", "orders-refunder")),
        "set sensitivity: Critical");
    return all;
  }

  @ConcurrentTest
  void catalogThatLeavesBlankWhoAnswersForItOffersNothing() {
    Shop shop = Shop.bare(LAB.lab());
    String catalog = Entitled.catalog(shop.namespace(), List.of(Entitled.reader()));
    shop.apply(catalog.replace("team: iam", "team: ' '"));
    Asked asked = shop.asks("nightly", HOUR);
    assertThat(asked.condition("Accepted", "OwnerMissing").getMessage())
        .contains("owners.policy.team is blank");
    shop.apply(catalog);
    asked.activeBy(Cast.OLGA);
  }

  private static EntitlementCatalog catalog(Shop shop) {
    return shop.admin().resources(EntitlementCatalog.class).withName(shop.namespace()).get();
  }

  private static void role(Shop shop, String name, String verbs) {
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: %s, namespace: %s}
        rules: [{apiGroups: [""], resources: [configmaps], verbs: %s}]
        """
            .formatted(name, shop.orders(), verbs));
  }
}
