package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the installation lets no catalog exceed is not offered, and ends where it was granted. */
@InItsOwnLab
final class CeilingIT {
  @Test
  void ceilingThatIsLoweredEndsWhatIsAboveItAndNothingElse() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      Asked above = scene.asks("above", "2h").active();
      Asked within = scene.asks("within", "1h").active();
      Scene draft = Scene.set(own.lab(), Terms.automatic());
      Asked hidden = draft.asks("hidden", "2h").active();
      draft.offers(Terms.automatic().in("Draft"));
      own.operator().kill();
      try (Operator _ =
          Operator.start(own.lab(), Map.of("LEASEHOLD_CEILINGS", anHourIn(scene.shop())))) {
        above.ended(EndingCause.NoLongerPermitted);
        hidden.ended(EndingCause.NoLongerPermitted);
        Lab.await().until(() -> obstacle(scene).contains("maxDuration is above the ceiling"));
        Asked waits = scene.asks("waits", "30m").awaits(RequestPhase.Pending);
        waits.says(
            c ->
                c.getType().equals("Accepted")
                    && c.getReason().equals("CeilingExceeded")
                    && c.getMessage().contains("which is 1h; keep within it"));
        scene.offers(Terms.automatic().atMost("1h"));
        waits.active();
        Lab.await().until(() -> obstacle(scene).isEmpty());
        scene.apply(
            Terms.catalog(
                scene.name(),
                Terms.automatic()
                    .atMost("1h")
                    .entitlement("reader", scene.shop())
                    .replace("approval:", "renewal: {openBefore: 30m, maxTotal: 24h}, approval:")));
        Lab.await()
            .until(
                () ->
                    obstacle(scene).contains("renewal.maxTotal is above the ceiling, which is 1h"));
        reachesFurther(scene);
        assertThat(within.phase()).contains(RequestPhase.Active);
      }
    }
  }

  private static String anHourIn(String namespace) {
    return """
    [{"catalogs": {}, "namespaces": ["%s"], "maxDuration": "1h"},
     {"catalogs": {"matchLabels": {"owner": "somebody-else"}}, "namespaces": [], "roles": [], "minApprovals": 8}]
    """
        .formatted(namespace);
  }

  /** A role of the same name in a namespace that nobody gave the catalog. */
  private static void reachesFurther(Scene scene) {
    scene.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-reader, namespace: %s}
        rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list]}]
        """
            .formatted(scene.name()));
    String both = scene.shop() + ", " + scene.name();
    scene.apply(
        Terms.catalog(scene.name(), Terms.automatic().atMost("1h").entitlement("reader", both)));
    String excess = "namespace " + scene.name() + " is not within the ceiling";
    Lab.await().until(() -> obstacle(scene).contains(excess));
    Asked reach = scene.asks("reach", "30m").awaits(RequestPhase.Pending);
    reach.says(c -> c.getMessage().contains(excess));
  }

  /** Who owns the catalog cannot go on renewing what a ceiling asks more people for by now. */
  @Test
  void whatGoesOnBelowACeilingIsNotRenewedWhileItsCatalogIsAboveIt() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.approved());
      Asked goesOn = scene.asks("goes-on", "1h").approved().active();
      Scene uncovered = Scene.set(own.lab(), Terms.automatic());
      Asked before = uncovered.asks("before", "1h").active();
      own.operator().kill();
      String ceilings = twoPeople(scene);
      try (Operator _ = Operator.start(own.lab(), Map.of("LEASEHOLD_CEILINGS", ceilings))) {
        scene.offers(Terms.approved().renewable());
        Lab.await()
            .untilAsserted(
                () ->
                    assertThat(goesOn.status().orElseThrow().conditions())
                        .anyMatch(
                            c ->
                                c.getType().equals("Approved")
                                    && c.getReason().equals("CeilingExceeded")
                                    && c.getMessage().contains("is not renewed")));
        everyLimitOverPeopleIsTold(scene);
        assertThat(goesOn.phase()).contains(RequestPhase.Active);
        nothingBeginsUnderNoCeiling(uncovered, scene);
        assertThat(before.phase()).contains(RequestPhase.Active);
      }
    }
  }

  /** Who owns the catalog cannot approve by his own people, or approve and give away at leisure. */
  private static void everyLimitOverPeopleIsTold(Scene scene) {
    String catalog =
        Terms.catalog(scene.name(), Terms.approved().entitlement("reader", scene.shop()));
    String mode = "{mode: Required, rules: [{role: owner, count: 1}]}";
    scene.apply(
        catalog
            .replace(
                mode,
                "{mode: Required, rules: [{role: owner, count: 2}], validFor: 9h, decideWithin: 8h,"
                    + " allowSubjectControllers: true}")
            .replace(
                "  requestableFrom:",
                "  accountabilityTransfer: {to: vendor-z, until: \"2099-01-01T00:00:00Z\", because:"
                    + " they said so}\n  requestableFrom:"));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(obstacle(scene))
                    .contains(
                        "approval.rules asks for fewer than the 2 approvals of security",
                        "approval.validFor is above the ceiling, which is 8h",
                        "approval.allowSubjectControllers is not within the ceiling",
                        "accountabilityTransfer to vendor-z is not within the ceiling"));
    Asked waits = scene.asks("waits", "30m").awaits(RequestPhase.Pending);
    waits.says(c -> c.getReason().equals("CeilingExceeded"));
    scene.apply(
        catalog.replace(
            mode,
            "{mode: Required, rules: [{role: security, count: 2}], validFor: 8h,"
                + " decideWithin: 8h}"));
    waits.awaits(RequestPhase.AwaitingApproval);
    Lab.await().until(() -> obstacle(scene).isEmpty());
  }

  /** Nor is it under one by calling itself what a ceiling chooses. */
  private static void nothingBeginsUnderNoCeiling(Scene uncovered, Scene covered) {
    String missing = "no ceiling is over catalog " + uncovered.name();
    Lab.await().until(() -> obstacle(uncovered).contains(missing));
    Asked waits = uncovered.asks("waits", "30m").awaits(RequestPhase.Pending);
    waits.says(c -> c.getType().equals("Accepted") && c.getReason().equals("CeilingMissing"));
    String catalog =
        Terms.catalog(uncovered.name(), Terms.automatic().entitlement("reader", uncovered.shop()));
    uncovered.apply(
        catalog.replace(
            "metadata: {",
            "metadata: {labels: {kubernetes.io/metadata.name: " + covered.name() + "}, "));
    uncovered.asks("still", "30m").awaits(RequestPhase.Pending);
    assertThat(obstacle(uncovered)).contains(missing);
  }

  /**
   * What was granted before goes on; nothing begins, and the operator could not. A binding that
   * somebody takes away there is not made again, so its grant ends.
   */
  @Test
  void nothingBeginsWhereTheInstallationNoLongerLetsRolesBeBound() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      Asked before = scene.asks("before", "1h").active();
      own.operator().kill();
      own.lab()
          .installChart(
              Map.of("bindable.roles", "{orders-reader}", "bindable.namespaces", "{elsewhere}"));
      try (Operator _ = Operator.start(own.lab())) {
        Lab.await()
            .until(() -> obstacle(scene).contains("add it to the chart's bindable.namespaces"));
        scene.asks("after", "1h").awaits(RequestPhase.Pending);
        assertThat(before.phase()).contains(RequestPhase.Active);
        RoleBinding bound = before.binding().require();
        bound.setMetadata(
            bound.getMetadata().edit().withResourceVersion(null).withUid(null).build());
        before.binding().delete();
        try (KubernetesClient operator = operator(own.lab())) {
          assertThatThrownBy(() -> operator.resource(bound).create())
              .isInstanceOf(KubernetesClientException.class)
              .hasMessageContaining("leasehold-fence-bindings")
              .hasMessageContaining("not in the chart's bindable.namespaces");
        }
        before.ended(EndingCause.Revoked);
      }
    }
  }

  /** A token role hands out every policy that it allows, so it is the installation's to give. */
  @Test
  void whatATokenRoleBeyondTheCeilingGaveEndsAndItIsNoLongerOffered() {
    LabOptions withVault = LabOptions.ordinary().withVault();
    try (OwnLab own = OwnLab.start(withVault, Map.of(), Map.of())) {
      Scene beyond = offersVault(Scene.set(own.lab(), Terms.automatic()));
      Scene within = offersVault(Scene.set(own.lab(), Terms.automatic()));
      Asked ends = beyond.asks("ends", "1h").active();
      Asked goesOn = within.asks("goes-on", "1h").active();
      own.operator().kill();
      String ceilings =
          "["
              + tokenRole(beyond.name(), "leasehold-reports")
              + ","
              + tokenRole(within.name(), "leasehold-payments")
              + "]";
      try (Operator _ = Operator.start(own.lab(), Map.of("LEASEHOLD_CEILINGS", ceilings))) {
        ends.ended(EndingCause.NoLongerPermitted);
        Lab.await()
            .until(
                () ->
                    obstacle(beyond)
                        .contains(
                            "target db: token role leasehold-payments of Vault connection default"
                                + " is not within the ceiling"));
        assertThat(obstacle(within)).isEmpty();
        within.asks("more", "1h").active();
        assertThat(goesOn.phase()).contains(RequestPhase.Active);
      }
    }
  }

  private static Scene offersVault(Scene scene) {
    String db =
        "{name: db, vault: {connection: default, tokenRole: leasehold-payments, policies:"
            + " [orders-ro], dynamicSecret: {path: database/creds/orders-ro}, credentialTTL: 1h}},"
            + " ";
    String terms = Terms.automatic().entitlement("reader", scene.shop());
    scene.apply(Terms.catalog(scene.name(), terms.replace("targets: [", "targets: [" + db)));
    return scene;
  }

  private static String tokenRole(String catalog, String role) {
    return """
    {"catalogs": {"matchLabels": {"kubernetes.io/metadata.name": "%s"}}, "namespaces": ["*"],
     "vault": {"connections": ["default"], "tokenRoles": ["%s"]}}
    """
        .formatted(catalog, role);
  }

  private static KubernetesClient operator(Lab lab) {
    return lab.clientOf(lab.serviceAccountKubeconfig("leasehold-system", "leasehold-operator"));
  }

  /** Over the catalog of this scene and no other. */
  private static String twoPeople(Scene scene) {
    return """
    [{"catalogs": {"matchLabels": {"kubernetes.io/metadata.name": "%s"}}, "namespaces": ["*"],
      "minApprovals": 2, "approvalRoles": ["security"], "maxValidFor": "8h",
      "accountabilityTransferTo": ["vendor-x"]}]
    """
        .formatted(scene.name());
  }

  /** Why it cannot be requested; what else its owner should look at is none. */
  private static String obstacle(Scene scene) {
    EntitlementCatalog catalog =
        scene.admin().resources(EntitlementCatalog.class).withName(scene.name()).get();
    return catalog.getStatus() == null
        ? ""
        : catalog.getStatus().entitlements().stream()
            .filter(entitlement -> !entitlement.requestable())
            .map(entitlement -> Objects.requireNonNullElse(entitlement.reason(), ""))
            .findFirst()
            .orElse("");
  }
}
