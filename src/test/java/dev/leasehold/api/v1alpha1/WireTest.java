package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  private final KubernetesSerialization json = new KubernetesSerialization();

  @Test
  void fieldsOfALaterVersionAreSkipped() {
    AccessRequest request =
        json.unmarshal(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: AccessRequest
            metadata: {name: nightly, namespace: payments}
            spec:
              entitlement: {catalog: payments, name: orders-reader, edition: 7}
              subject: {serviceAccountName: nightly}
              duration: 4h
              later: {more: true}
            """,
            AccessRequest.class);
    assertThat(request.getSpec().entitlement().name()).isEqualTo("orders-reader");
    assertThat(request.getStatus()).isNull();
  }

  @Test
  void everyFieldOfTheSchemaIsReadAndWritten() {
    assertThat(Case.base("entitlementcatalogs"))
        .isEqualTo(thereAndBack("entitlementcatalogs", EntitlementCatalog.class));
    assertThat(Case.base("accessrequests"))
        .isEqualTo(thereAndBack("accessrequests", AccessRequest.class));
    assertThat(Case.base("accessrecords"))
        .isEqualTo(thereAndBack("accessrecords", AccessRecord.class));
  }

  private JsonNode thereAndBack(String plural, Class<?> type) {
    Object read = json.unmarshal(json.asJson(Case.base(plural)), type);
    return json.unmarshal(json.asJson(read), JsonNode.class);
  }

  @Test
  void whatIsAbsentReadsAsEmptyAndIsNotWritten() {
    AccessRequestSpec spec =
        json.unmarshal(
            """
            entitlement: {catalog: a, name: b}
            subject: {serviceAccountName: s}
            duration: 1h
            """,
            AccessRequestSpec.class);
    assertThat(spec.targets()).isEmpty();
    assertThat(spec.ticket()).isEmpty();
    assertThat(json.asJson(spec)).doesNotContain("targets", "ticket", "requestId", "channel");
  }

  @Test
  void namesOnTheWireAreThoseOfTheApi() {
    TargetStatus target =
        new TargetStatus(
            "db",
            TargetState.Provisioned,
            Backstop.VAULT_TTL,
            List.of(),
            null,
            null,
            null,
            null,
            null);
    assertThat(json.asJson(target))
        .isEqualTo("{\"name\":\"db\",\"state\":\"Provisioned\",\"backstop\":\"vault-ttl\"}");
  }

  @Test
  void aVaultTokenIsAskedForByAnEmptyObject() {
    VaultTarget target =
        json.unmarshal(
            """
            connection: c
            tokenRole: r
            policies: [p]
            token: {}
            credentialTTL: 1h
            """,
            VaultTarget.class);
    assertThat(target.token()).isNotNull();
    assertThat(json.unmarshal(json.asJson(target), VaultTarget.class)).isEqualTo(target);
  }
}
