package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.ServiceAccountResource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's own credentials, even with every right there is, stay inside the fence. */
final class OperatorFenceIT extends Fenced {
  private static final String SECRETS = "leasehold-fence-secrets";
  private static final String ACCOUNTS = "leasehold-fence-accounts";
  private static final String TOKENS = "leasehold-fence-tokens";
  private static final String IDENTITY = "leasehold-operator-identity";

  @Test
  void secretsOfOthersAreOutOfReach() {
    String theirs = GrantObjects.unmarked(ours.secret(namespace, "theirs"));
    GenericKubernetesResource secret = Wire.create(admin, theirs);
    WIDE.refused(SECRETS, secret, () -> operator.resource(secret).delete());
    WIDE.refused(
        SECRETS, secret, () -> Wire.merge(operator, secret, "{\"stringData\": {\"a\": \"b\"}}"));
    WIDE.refused(SECRETS, secret, () -> Wire.merge(operator, secret, ours.marking()));
    WIDE.refused(
        SECRETS,
        secret,
        () -> operator.resource(Wire.parse(ours.secret(namespace, "theirs"))).update());
    WIDE.refused(SECRETS, secret, () -> operator.secrets().inNamespace(namespace).delete());
  }

  @Test
  void secretsBearTheMarkAndKeepIt() {
    Wire.assertNotMade(
        SECRETS, operator, GrantObjects.unmarked(ours.secret(namespace, "unmarked")));
    GenericKubernetesResource secret =
        Wire.create(operator, ours.secret(namespace, "delivered-" + ours.uid()));
    WIDE.refused(
        SECRETS, secret, () -> Wire.merge(operator, secret, "{\"metadata\": {\"labels\": null}}"));
    String another = new GrantObjects(UUID.randomUUID().toString()).marking();
    WIDE.refused(SECRETS, secret, () -> Wire.merge(operator, secret, another));
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
    Wire.assertNotMade(SECRETS, operator, secret + "type: kubernetes.io/service-account-token\n")
        .hasMessageContaining("only Secrets of type Opaque");
  }

  @Test
  void anchorsAreNamedAfterTheirRequest() {
    Wire.assertNotMade(SECRETS, operator, ours.secret(GRANTS, "ar-other-a-1"));
    Wire.create(operator, ours.secret(GRANTS, ours.name("-a-1")));
  }

  @Test
  void accountsAreMadeForGrantsOnly() {
    Wire.assertNotMade(ACCOUNTS, operator, ours.account(namespace, ours.name("-a")));
    Wire.assertNotMade(ACCOUNTS, operator, ours.account(GRANTS, "ar-x"));
    Wire.assertNotMade(
        "leasehold-grants-namespace",
        operator,
        GrantObjects.unmarked(ours.account(GRANTS, ours.name("-a"))));
    Wire.assertRefused(ACCOUNTS, () -> byDefault().delete());
    assertThat(byDefault().require().getMetadata().getDeletionTimestamp()).isNull();
    Wire.assertNotMade("leasehold-grants-namespace", operator, GrantObjects.POD);
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
    Wire.assertRefusedByOneOf(
        List.of(IDENTITY, TOKENS), () -> unbound("leasehold-system", "leasehold-operator"));
    Wire.assertRefused(TOKENS, () -> unbound("kube-system", "default"));
    assertThat(GrantObjects.mint(operator, account, account + "-1", 86400).getStatus().getToken())
        .isNotEmpty();
  }

  private static ServiceAccountResource byDefault() {
    return operator.serviceAccounts().inNamespace(namespace).withName("default");
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
}
