package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is wrong is refused by its field, with what to write instead, and nothing is provisioned.
 */
final class BadInputIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final int TOO_MUCH = 300 * 1024;

  private static Shop anywhere;

  @BeforeAll
  static void open() {
    anywhere = Shop.bare(LAB.lab());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "duration: 1h, hours: 4 | unknown field \"spec.hours\"",
        "duration: 999999999h | spec.duration",
        "duration: 999999999h | must be between 1s and 17520h",
        "duration: 0s | must be between 1s and 17520h",
        "duration: -1h | must be between 1s and 17520h",
        "duration: forever | must be between 1s and 17520h",
        "duration: 1h, justification: \"a\\nb\" | spec.justification",
        "duration: 1h, justification: \"a\\e[31mb\" | must be one line of plain text",
        "duration: 1h, justification: \"a\\u202Eb\" | must be one line of plain text",
        "duration: 1h, startAt: tomorrow | must be a date and time in UTC that exists",
        "duration: 1h, secretName: No_Name | spec.secretName",
        "duration: 1h, targets: [] | spec.targets",
        "duration: 1h, requestId: \"a b\" | spec.requestId",
        "justification: no duration | spec.duration",
      })
  void fieldIsRefusedWithWhatToWriteInstead(String fields, String said) {
    String request = Serialization.asYaml(anywhere.request(Map.of(), "bad", "reader", fields));
    Outcome outcome = LAB.lab().kubectlWithInput(Cast.RITA, request, "create", "-f", "-");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.stderr()).contains(said);
    isUntouched(anywhere);
  }

  @ConcurrentTest
  void annotationsBeyondMeasureAreRefused() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Map<String, String> notes = Map.of("example.com/notes", "x".repeat(TOO_MUCH));
    assertThatThrownBy(() -> shop.asks(Cast.RITA, notes, "noted", "reader", HOUR))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("annotations");
    isUntouched(shop);
  }

  @ConcurrentTest
  void windowLongerThanTheCatalogAllowsIsRejectedWithTheLongestThatWouldWork() {
    Asked asked =
        Shop.offering(LAB.lab(), Entitled.reader())
            .asks("long", "duration: 48h, justification: nightly report");
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getMessage())
        .contains("spec.duration", "at most 8h", "spec.requestId");
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void missingTicketIsRejectedWithItsPattern() {
    Asked asked =
        Shop.offering(
                LAB.lab(),
                Entitled.reader()
                    .deciding(
                        "justification: {minLength: 20, ticketPattern: '^(INC|CHG)-[0-9]+$'}"))
            .asks("short", "duration: 1h, justification: twenty characters at least");
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getMessage()).contains("spec.ticket", "INC|CHG");
  }

  @ConcurrentTest
  void foreignSecretOfThatNameIsRefusedAndLeftAlone() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    shop.apply(
        "{apiVersion: v1, kind: Secret, metadata: {name: taken, namespace: %s}, stringData: {a: b}}"
            .formatted(shop.namespace()));
    Asked asked =
        shop.asks(People.ADMIN, Map.of(), "nightly", "reader", HOUR + ", secretName: taken");
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getMessage())
        .contains("Secret named taken", "choose another spec.secretName");
    assertThat(asked.secret("taken").getData()).containsOnlyKeys("a");
    asked.leftNothing(asked.uid());
  }

  /** Neither by the field nor by a request's own name, which is the Secret's where it is absent. */
  @ConcurrentTest
  void whoMayNotReadSecretsIsNotToldOfThemBeforeAnybodyApproved() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    shop.apply(
        "{apiVersion: v1, kind: Secret, metadata: {name: taken, namespace: %s}, stringData: {a: b}}"
            .formatted(shop.namespace()));
    Offer named = shop.asks("nightly", HOUR + ", secretName: taken").offer();
    Asked same = shop.asks("taken", HOUR);
    assertThat(named.permissions()).isEqualTo(same.offer().permissions());
    assertThat(named.warnings()).isEqualTo(same.offer().warnings());
    same.approvedBy(Cast.OLGA).awaits(RequestPhase.ActivationFailed);
    assertThat(same.condition("Ready").getMessage()).contains("taken", "spec.secretName");
    assertThat(same.secret("taken").getData()).containsOnlyKeys("a");
  }

  @ConcurrentTest
  void namespaceThatTheCatalogDoesNotChooseIsRefused() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    LAB.lab().namespace(shop.namespace(), Map.of("path", "elsewhere"));
    Asked asked = shop.asks("nightly", HOUR);
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getMessage()).contains("spec.requestableFrom");
  }

  @ConcurrentTest
  void subjectInATerminatingNamespaceGetsNothing() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("early", HOUR);
    String uid = asked.uid();
    asked.offer();
    ConfigMap held = held(shop);
    shop.admin().resource(held).create();
    shop.admin().namespaces().withName(shop.namespace()).delete();
    assertThatThrownBy(() -> shop.asks("late", HOUR))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("is being terminated");
    Lab.await()
        .until(
            () ->
                shop.admin()
                    .resources(AccessRequest.class)
                    .inNamespace(shop.namespace())
                    .list()
                    .getItems()
                    .isEmpty());
    asked.leftNothing(uid);
    held.getMetadata().setFinalizers(null);
    shop.admin().resource(held).patch();
  }

  private static ConfigMap held(Shop shop) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("held")
        .withNamespace(shop.namespace())
        .withFinalizers("example.com/held")
        .endMetadata()
        .build();
  }

  /** No request came in, and so nothing with our mark can be for it. */
  private static void isUntouched(Shop shop) {
    assertThat(
            shop.admin()
                .resources(AccessRequest.class)
                .inNamespace(shop.namespace())
                .list()
                .getItems())
        .isEmpty();
    assertThat(shop.admin().secrets().inNamespace(shop.namespace()).list().getItems()).isEmpty();
    assertThat(shop.admin().rbac().roleBindings().inNamespace(shop.orders()).list().getItems())
        .isEmpty();
  }
}
