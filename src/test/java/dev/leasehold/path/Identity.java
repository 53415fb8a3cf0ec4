package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Objects;

/** A service account of a shop's team, as those see it who offboard it and let it in again. */
public record Identity(Shop shop, String name) {
  private static final String WHY = "the vendor's contract ended";

  /** The one that asks where nothing else is said. */
  public static Identity worker(Shop shop) {
    return new Identity(shop, "worker");
  }

  /** The administrator makes it. */
  public Identity made() {
    shop.apply(
        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: %s, namespace: %s}\n"
            .formatted(name, shop.namespace()));
    return this;
  }

  void deleted() {
    account().delete();
    Lab.await().until(() -> account().get() == null);
  }

  /** Ofra does so; the API server has taken it when this returns. */
  public Identity offboarded() {
    annotate(
        shop.lab().client(Cast.OFRA).serviceAccounts().inNamespace(shop.namespace()).withName(name),
        "leasehold.dev/offboard",
        WHY);
    return this;
  }

  void reinstated(String why) {
    annotate(
        shop.lab().client(Cast.OFRA).resources(AccessRecord.class).withName(recordName()),
        "leasehold.dev/reinstate",
        why);
  }

  /** The record of its offboarding. */
  public AccessRecord freeze() {
    return shop.admin().resources(AccessRecord.class).withName(recordName()).get();
  }

  /** What that says of all that it had, once it says something. */
  public Condition accessRemoved() {
    Lab.await().ignoreExceptions().until(() -> removed() != null);
    return removed();
  }

  /** Waits until none of its grants is open. */
  public void settled() {
    Lab.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(removed().getStatus()).isEqualTo("True"));
  }

  /** What was asked for it is turned down, and told what to do, and recorded. */
  public void isRefused(Asked asked) {
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getReason()).isEqualTo("SubjectOffboarded");
    assertThat(asked.condition("Accepted").getMessage())
        .contains(Cast.OFRA.name(), WHY, "leasehold.dev/reinstate");
    // Equal refusals share the record of the first.
    String record = Objects.requireNonNull(asked.status().record());
    assertThat(
            shop.admin()
                .resources(AccessRecord.class)
                .withName(record)
                .require()
                .getSpec()
                .outcome())
        .isEqualTo(RecordOutcome.Rejected);
  }

  private Condition removed() {
    return Objects.requireNonNull(freeze().getStatus()).conditions().stream()
        .filter(c -> c.getType().equals("AccessRemoved"))
        .findFirst()
        .orElseThrow();
  }

  private Resource<ServiceAccount> account() {
    return shop.admin().serviceAccounts().inNamespace(shop.namespace()).withName(name);
  }

  private String recordName() {
    return Freeze.ref(new Subject(shop.namespace(), name)).recordName();
  }

  private static void annotate(Resource<? extends HasMetadata> object, String key, String why) {
    object.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(key, why)))));
  }
}
