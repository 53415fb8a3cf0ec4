package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.AdminShell;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.pages.Page;
import dev.leasehold.path.Workload;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example with Vault, as a reader applies it; on an installation without Vault it waits. */
final class VaultExampleIT {
  private static final Map<String, String> BINDABLE =
      Map.of(
          "bindable.roles", "{orders-reader,orders-refunder}", "bindable.clusterRoles", "{view}");

  @Test
  void loginIsDeliveredWhereThereIsAVault() {
    try (Lab lab = Lab.start(LabOptions.ordinary().withVault())) {
      lab.installChart(BINDABLE);
      try (Operator _ = Operator.start(lab)) {
        applied(lab);
        Offer offer = Objects.requireNonNull(awaits(lab, RequestPhase.AwaitingApproval).offer());
        String[] words = Objects.requireNonNull(offer.approveCommand()).split(" ", -1);
        lab.kubectl(People.OLGA, Arrays.copyOfRange(words, 1, words.length)).orThrow();
        awaits(lab, RequestPhase.Active);
        Secret secret =
            lab.adminClient().secrets().inNamespace("payments").withName("orders-login").get();
        assertThat(
                lab.vault()
                    .database()
                    .admits(Workload.text(secret, "username"), Workload.text(secret, "password")))
            .isTrue();
        assertThat(AdminShell.run(lab, Map.of(), Page.guide("vault").script("delivered")))
            .returns(Workload.text(secret, "username"), Outcome::stdout);
      }
    }
  }

  @Test
  void withoutAVaultTheRequestWaitsAndSaysForWhat() {
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(BINDABLE);
      try (Operator _ = Operator.start(lab)) {
        applied(lab);
        awaits(lab, RequestPhase.Pending);
        Lab.await()
            .untilAsserted(
                () ->
                    assertThat(status(lab).orElseThrow().conditions())
                        .anyMatch(
                            c ->
                                c.getType().equals("Accepted")
                                    && c.getMessage().contains("default")));
      }
    }
  }

  private static void applied(Lab lab) {
    apply(lab, People.ADMIN, "examples/");
    apply(lab, People.ADMIN, "examples/vault/");
    apply(lab, People.ALICE, "examples/vault/request/");
  }

  private static void apply(Lab lab, Person person, String path) {
    lab.kubectl(person, "apply", "--validate=strict", "--filename=" + path).orThrow();
  }

  private static AccessRequestStatus awaits(Lab lab, RequestPhase phase) {
    Lab.await()
        .untilAsserted(
            () -> assertThat(status(lab).map(AccessRequestStatus::phase)).contains(phase));
    return status(lab).orElseThrow();
  }

  private static Optional<AccessRequestStatus> status(Lab lab) {
    return List.of(
            lab.client(People.ALICE)
                .resources(AccessRequest.class)
                .inNamespace("payments")
                .withName("orders-login")
                .get())
        .stream()
        .map(AccessRequest::getStatus)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
