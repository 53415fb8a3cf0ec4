package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's own credentials, even with every right there is, stay inside the fence. */
final class OperatorFenceIT {
  private static final String SECRETS = "leasehold-fence-secrets";
  private static final String BINDINGS = "leasehold-fence-bindings";
  private static final String ACCOUNTS = "leasehold-fence-accounts";
  private static final String TOKENS = "leasehold-fence-tokens";
  private static final String GRANTS = "leasehold-grants";

  @RegisterExtension static final OwnLab OWN = new OwnLab();
  private static KubernetesClient operator;
  private static KubernetesClient admin;
  private static String namespace;

  private final GrantObjects ours = new GrantObjects(UUID.randomUUID().toString());

  @BeforeAll
  static void giveTheOperatorEveryRight() {
    operator = OWN.stage().operator();
    admin = OWN.stage().as(People.ADMIN);
    namespace = OWN.stage().namespace();
    OWN.stage()
        .lab()
        .kubectl(
            People.ADMIN,
            "create",
            "clusterrolebinding",
            "every-right",
            "--clusterrole=cluster-admin",
            "--serviceaccount=leasehold-system:leasehold-operator")
        .orThrow();
  }

  @Test
  void secretsOfOthersAreOutOfReach() {
    String theirs = GrantObjects.unmarked(ours.secret(namespace, "theirs"));
    GenericKubernetesResource secret = Wire.create(admin, theirs);
    refused(SECRETS, secret, () -> operator.resource(secret).delete());
    refused(
        SECRETS, secret, () -> Wire.merge(operator, secret, "{\"stringData\": {\"a\": \"b\"}}"));
    refused(SECRETS, secret, () -> Wire.merge(operator, secret, ours.marking()));
    refused(
        SECRETS,
        secret,
        () -> operator.resource(Wire.parse(ours.secret(namespace, "theirs"))).update());
    Wire.assertRefused(SECRETS, () -> operator.secrets().inNamespace(namespace).delete());
  }

  @Test
  void secretsBearTheMarkAndKeepIt() {
    Wire.assertRefused(
        SECRETS,
        () -> Wire.create(operator, GrantObjects.unmarked(ours.secret(namespace, "unmarked"))));
    GenericKubernetesResource secret =
        Wire.create(operator, ours.secret(namespace, "delivered-" + ours.uid()));
    refused(
        SECRETS, secret, () -> Wire.merge(operator, secret, "{\"metadata\": {\"labels\": null}}"));
    String another = new GrantObjects(UUID.randomUUID().toString()).marking();
    refused(SECRETS, secret, () -> Wire.merge(operator, secret, another));
    Wire.merge(operator, secret, "{\"stringData\": {\"token\": \"new\"}}");
    operator.resource(secret).delete();
  }

  @ParameterizedTest
  @ValueSource(strings = {"leasehold-grants", "leasehold-system", "default"})
  void noSecretMakesTheControlPlaneMintTokens(String where) {
    String secret =
        ours.secret(where, ours.name("-a-1"))
            .replace(
                "labels:", "annotations: {kubernetes.io/service-account.name: default}, labels:");
    Wire.assertRefused(
            SECRETS,
            () -> Wire.create(operator, secret + "type: kubernetes.io/service-account-token\n"))
        .hasMessageContaining("only Secrets of type Opaque");
  }

  @Test
  void anchorsAreNamedAfterTheirRequest() {
    Wire.assertRefused(SECRETS, () -> Wire.create(operator, ours.secret(GRANTS, "ar-other-a-1")));
    Wire.create(operator, ours.secret(GRANTS, ours.name("-a-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiGroup: rbac.authorization.k8s.io, kind: User, name: eve}",
        "{apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated'}",
        "{kind: ServiceAccount, namespace: leasehold-grants, name: default}",
        "{kind: ServiceAccount, namespace: leasehold-grants, name: ar-00000000-0000-4000-8000-000000000000-a}",
        "{kind: ServiceAccount, namespace: leasehold-system, name: leasehold-operator}",
        "{kind: ServiceAccount, namespace: kube-system, name: default}",
        "{kind: ServiceAccount, namespace: default, name: default}"
      })
  void bindingsBindNobodyButTheRequestsOwnAccount(String subject) {
    Wire.assertRefused(
        BINDINGS, () -> Wire.create(operator, ours.binding(namespace, "edit", subject)));
    String andOurs = ours.subject() + ", " + subject;
    Wire.assertRefused(
        BINDINGS, () -> Wire.create(operator, ours.binding(namespace, "edit", andOurs)));
    GenericKubernetesResource binding =
        Wire.create(operator, ours.binding(namespace, "edit", ours.subject()));
    GenericKubernetesResource widened = Wire.parse(ours.binding(namespace, "edit", subject));
    refused(BINDINGS, binding, () -> operator.resource(widened).update());
    operator.resource(Wire.parse(ours.binding(namespace, "edit", ""))).update();
    operator.resource(binding).delete();
  }

  @Test
  void listedRolesMayGoToOneServiceAccountOfTheRequestsNamespace() {
    String subject = GrantObjects.subject(namespace, "nightly");
    Wire.create(operator, ours.bindingFor(namespace, namespace, "view", subject));
    GrantObjects next = new GrantObjects(UUID.randomUUID().toString());
    for (String refused :
        List.of(
            next.bindingFor(namespace, namespace, "edit", subject),
            next.bindingFor(
                namespace, namespace, "view", GrantObjects.subject("default", "nightly")),
            next.bindingFor(namespace, namespace, "view", subject + ", " + subject),
            next.bindingFor(
                "kube-system", namespace, "view", GrantObjects.subject("kube-system", "default")),
            next.bindingFor(
                "leasehold-system",
                namespace,
                "view",
                GrantObjects.subject("leasehold-system", "leasehold-operator")),
            next.binding(namespace, "view", subject))) {
      Wire.assertRefused(BINDINGS, () -> Wire.create(operator, refused));
    }
  }

  @Test
  void bindingsOfOthersAreOutOfReach() {
    String subject = GrantObjects.subject(namespace, "nightly");
    String theirs =
        GrantObjects.unmarked(ours.binding(namespace, "view", subject)).replace("ar-", "x-");
    GenericKubernetesResource binding = Wire.create(admin, theirs);
    refused(BINDINGS, binding, () -> operator.resource(binding).delete());
    refused(BINDINGS, binding, () -> Wire.merge(operator, binding, "{\"subjects\": []}"));
    refused(BINDINGS, binding, () -> Wire.merge(operator, binding, ours.marking()));
  }

  @Test
  void bindingsBearTheMarkInLabelAndNameAndStayOutOfTheNamespaceOfGrants() {
    for (String refused :
        List.of(
            GrantObjects.unmarked(ours.binding(namespace, "view", "")),
            ours.binding(namespace, "view", "").replace("name: ar-", "name: xr-"),
            ours.binding(GRANTS, "view", ours.subject()))) {
      Wire.assertRefused(BINDINGS, () -> Wire.create(operator, refused));
    }
  }

  @Test
  void aBindingWhoseMarkWasTakenWhileTheGuardWasOffCanStillBeEnded() {
    String stripped = GrantObjects.unmarked(ours.binding(namespace, "view", ours.subject()));
    GenericKubernetesResource binding = Wire.create(admin, stripped);
    Wire.merge(operator, binding, "{\"subjects\": []}");
    operator.resource(binding).delete();
    assertThat(admin.resource(binding).get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ClusterRoleBinding", "ClusterRole", "Role"})
  void nothingElseOfRbacIsTheOperators(String kind) {
    String object =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %s
        metadata: {name: %s%s}
        %s
        """
            .formatted(
                kind,
                ours.name("-a-0"),
                kind.equals("Role") ? ", namespace: " + namespace : "",
                kind.equals("ClusterRoleBinding")
                    ? "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}"
                    : "rules: []");
    Wire.assertRefused(BINDINGS, () -> Wire.create(operator, object));
  }

  @Test
  void accountsAreMadeForGrantsOnly() {
    Wire.assertRefused(
        ACCOUNTS, () -> Wire.create(operator, ours.account(namespace, ours.name("-a"))));
    Wire.assertRefused(ACCOUNTS, () -> Wire.create(operator, ours.account(GRANTS, "ar-x")));
    Wire.assertRefused(
        "leasehold-grants-namespace",
        () -> Wire.create(operator, GrantObjects.unmarked(ours.account(GRANTS, ours.name("-a")))));
    Wire.assertRefused(
        ACCOUNTS,
        () -> operator.serviceAccounts().inNamespace(namespace).withName("default").delete());
    Wire.assertRefused("leasehold-grants-namespace", () -> Wire.create(operator, GrantObjects.POD));
  }

  @Test
  void tokensAreShortAndBoundToAnAnchor() {
    String account = ours.name("-a");
    Wire.create(operator, ours.account(GRANTS, account));
    Wire.create(operator, ours.secret(GRANTS, account + "-1"));
    Wire.create(operator, ours.secret(GRANTS, ours.name("-b-1")));
    Wire.assertRefused(TOKENS, () -> GrantObjects.mint(operator, account, account + "-1", 86401));
    Wire.assertRefused(TOKENS, () -> GrantObjects.mint(operator, account, ours.name("-b-1"), 3600));
    Wire.assertRefused(TOKENS, () -> unbound(GRANTS, account));
    Wire.assertRefused(TOKENS, () -> unbound("leasehold-system", "leasehold-operator"));
    Wire.assertRefused(TOKENS, () -> unbound("kube-system", "default"));
    assertThat(GrantObjects.mint(operator, account, account + "-1", 86400).getStatus().getToken())
        .isNotEmpty();
  }

  private static void unbound(String where, String account) {
    operator
        .serviceAccounts()
        .inNamespace(where)
        .withName(account)
        .tokenRequest(
            new io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(3600L)
                .endSpec()
                .build());
  }

  private static void refused(
      String policy, GenericKubernetesResource object, ThrowingCallable write) {
    String before = admin.resource(object).get().toString();
    Wire.assertRefused(policy, write);
    assertThat(admin.resource(object).get()).hasToString(before);
  }
}
