package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a catalog hands over is accepted by the other side, in its own name. */
final class TransferIT {
  private static final String POLICY = "leasehold-transfers";
  private static final String ACCEPT = "leasehold.dev/accept-transfer";
  private static final String STAMP = "acceptance.leasehold.dev/transfer";
  private static final String OFFERED = "vendor-x until 2027-06-30T00:00:00Z";
  private static final AtomicInteger SERIAL = new AtomicInteger();

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void whoeverHoldsTheVerbByNameAccepts() {
    GenericKubernetesResource catalog = catalog();
    String uid = catalog.getMetadata().getUid();
    String stamp = uid + " viola accepts for " + OFFERED + ": contract 17";
    assertThat(annotations(say(catalog, stage.as(Cast.VIOLA), ACCEPT, OFFERED)))
        .containsEntry(STAMP, stamp)
        .doesNotContainKey(ACCEPT);

    assertThat(annotations(say(catalog, stage.as(Cast.EVE), STAMP, null)))
        .as("whoever applies the catalog does not undo it")
        .containsEntry(STAMP, stamp);
    assertThat(annotations(spec(catalog, "because", "contract 18"))).doesNotContainKey(STAMP);
  }

  @Test
  void nobodyElseAcceptsNorInAnothersName() {
    GenericKubernetesResource catalog = catalog();
    refuses(catalog, Cast.EVE, ACCEPT, OFFERED)
        .hasMessageContaining(
            "ask for verb accept on accountabilities.leasehold.dev, name vendor-x");
    for (Person powerful : new Person[] {People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE}) {
      refuses(catalog, powerful, ACCEPT, OFFERED).hasMessageContaining("wildcard");
    }
    for (Person machine : Cast.machines("guard-acceptors")) {
      assertThatThrownBy(() -> say(catalog, stage.as(machine), ACCEPT, OFFERED))
          .hasMessageContaining("is a machine");
    }
    Wire.assertRefused(POLICY, () -> say(catalog, stage.gitops(), ACCEPT, OFFERED))
        .hasMessageContaining("service accounts do not accept");
    refuses(catalog, Cast.VIOLA, ACCEPT, "vendor-x")
        .hasMessageContaining(ACCEPT + "=\"" + OFFERED + "\"");
    String other = catalog.getMetadata().getUid() + " victor accepts for " + OFFERED;
    refuses(catalog, Cast.VIOLA, STAMP, other + ": contract 17")
        .hasMessageContaining("in your own name only");
    assertThat(annotations(catalog)).doesNotContainKey(STAMP);
  }

  @Test
  void nothingIsAcceptedAtCreationNorWhereNothingIsHandedOver() {
    String yaml = yaml().replace("metadata: {", "metadata: {annotations: {" + STAMP + ": x}, ");
    Wire.assertNotMade(POLICY, stage.as(Cast.VIOLA), yaml)
        .hasMessageContaining("nothing is accepted at creation");
    GenericKubernetesResource plain =
        Wire.create(stage.as(Cast.EVE), yaml().replaceAll("accountabilityTransfer: .*", ""));
    refuses(plain, Cast.VIOLA, ACCEPT, OFFERED)
        .hasMessageContaining("there is no accountabilityTransfer");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refuses(
      GenericKubernetesResource catalog, Person who, String key, String value) {
    return Wire.assertRefused(POLICY, () -> say(catalog, stage.as(who), key, value));
  }

  private static GenericKubernetesResource say(
      GenericKubernetesResource catalog, KubernetesClient who, String key, @Nullable String value) {
    String said = value == null ? "null" : Serialization.asJson(value);
    return Wire.merge(
        who, catalog, "{\"metadata\": {\"annotations\": {\"%s\": %s}}}".formatted(key, said));
  }

  private static GenericKubernetesResource spec(
      GenericKubernetesResource catalog, String field, String value) {
    return Wire.merge(
        stage.as(Cast.EVE),
        catalog,
        "{\"spec\": {\"accountabilityTransfer\": {\"%s\": \"%s\"}}}".formatted(field, value));
  }

  private static Map<String, String> annotations(GenericKubernetesResource catalog) {
    GenericKubernetesResource now = stage.lab().adminClient().resource(catalog).get();
    return Objects.requireNonNullElse(now.getMetadata().getAnnotations(), Map.of());
  }

  private static GenericKubernetesResource catalog() {
    return Wire.create(stage.as(Cast.EVE), yaml());
  }

  private static String yaml() {
    return """
    apiVersion: leasehold.dev/v1alpha1
    kind: EntitlementCatalog
    metadata: {name: guard-transfer-%d}
    spec:
      owners:
        catalog: {team: shop, contact: shop@example.com}
        policy: {team: iam, contact: iam@example.com}
        provisioning: {team: sre, contact: sre@example.com}
      accountabilityTransfer: {to: vendor-x, until: "2027-06-30T00:00:00Z", because: contract 17}
      entitlements: []
    """
        .formatted(SERIAL.incrementAndGet());
  }
}
