package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.ViewPart;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody installs a chart whose roles are aggregated into a stock role that was granted. */
final class AggregationIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  /** It took some 1.2 s for five; a busy machine is slower. */
  private static final Duration CUT = Duration.ofSeconds(15);

  private static final Pattern ENDED =
      Pattern.compile("(?m)^leasehold_grants_ended_total\\{.*cause=\"RoleWidened\".*} (\\S+)$");

  /** As that of cert-manager. */
  private static final String PART =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: path-certificates-view
        labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
      rules:
      - apiGroups: [cert-manager.io]
        resources: [certificates, issuers]
        verbs: [get, list, watch]
      """;

  private static final Entitled VIEWER =
      Entitled.reader()
          .giving(Entitled.ownIdentity("own", "view"))
          .approvedBy(
              "mode: Required, rules: [{role: owner, count: 1}, {role: security, count: 1}]");

  @AfterEach
  void uninstall() {
    new ViewPart(LAB.lab(), "path-certificates-view").goes();
  }

  @Test
  void everyGrantOfTheRoleIsCutAndToldWhatWasAdded() {
    Shop one = Shop.offering(LAB.lab(), VIEWER);
    Shop other = Shop.offering(LAB.lab(), VIEWER);
    List<Asked> live =
        List.of(views(one, "a"), views(one, "b"), views(one, "c"), views(other, "a"));
    live.forEach(asked -> asked.activeBy(Cast.OLGA, Cast.SVEN));
    LAB.lab().awaitRoleBindings();
    live.forEach(asked -> assertThat(lists(asked)).isEqualTo(200));
    double before = counted();
    long recorded = recorded();
    one.apply(PART);
    for (Asked asked : live) {
      Prober prober = Prober.untilRefused(() -> lists(asked), CUT);
      assertThat(prober.code()).isEqualTo(403);
      asked.awaits(RequestPhase.Revoked);
      assertThat(Objects.requireNonNull(asked.recorded(asked.uid()).ending()).cause())
          .isEqualTo(EndingCause.RoleWidened);
      assertThat(asked.condition("AccessRemoved").getMessage()).isNotBlank();
      assertThat(Objects.requireNonNull(asked.status().ending()).message())
          .contains("ClusterRole view", asked.shop().orders(), "ask again")
          .endsWith(
              "It has the rules of all ClusterRoles with"
                  + " rbac.authorization.k8s.io/aggregate-to-view=true. It adds: get, list, watch certificates.cert-manager.io, issuers.cert-manager.io"
                  + " (not built in: effects unknown)");
      asked.leftNothing(asked.uid());
      Lab.await()
          .untilAsserted(
              () ->
                  assertThat(asked.events())
                      .filteredOn(event -> event.getType().equals("Warning"))
                      .singleElement()
                      .satisfies(
                          event -> {
                            assertThat(event.getReason()).isEqualTo("Revoked");
                            assertThat(event.getMessage()).contains("certificates.cert-manager.io");
                          }));
    }
    Lab.await()
        .untilAsserted(
            () -> assertThat(counted() - before).isEqualTo((double) (recorded() - recorded)));
    assertThat(recorded() - recorded).isGreaterThanOrEqualTo(live.size());
  }

  @Test
  void whoWaitsIsOfferedTheAdditionAndWhoApprovedHasToLookAgain() {
    Asked waits = views(Shop.offering(LAB.lab(), VIEWER), "a").approvedBy(Cast.OLGA);
    Lab.await().until(() -> waits.offer().approvals().getFirst().given() == 1);
    Offer first = waits.offer();
    assertThat(String.join("", first.permissions())).doesNotContain("cert-manager");
    waits.shop().apply(PART);
    Lab.await().until(() -> !waits.offer().digest().equals(first.digest()));
    assertThat(waits.offer().permissions())
        .anyMatch(line -> line.startsWith("adds own: ") && line.contains("certificates.cert-man"));
    assertThat(waits.offer().approvals()).allMatch(seats -> seats.given() == 0);
    assertThat(waits.status().approvals()).isEmpty();
    assertThatThrownBy(
            () ->
                waits.annotate(Cast.SVEN, "leasehold.dev/approve", first.digest().substring(0, 16)))
        .hasMessageContaining("that is not the current offer");
    waits.activeBy(Cast.OLGA, Cast.SVEN);
  }

  /** As when a chart is taken out and put in again. */
  @Test
  void anApprovalOutlivesARoleThatFlickers() {
    Shop shop = Shop.offering(LAB.lab(), VIEWER);
    shop.apply(PART);
    Lab.await().until(() -> views(shop).contains("cert-manager.io"));
    Asked waits = views(shop, "a").approvedBy(Cast.OLGA);
    Lab.await().until(() -> waits.offer().approvals().getFirst().given() == 1);
    String digest = waits.offer().digest();
    for (int i = 0; i < 3; i++) {
      uninstall();
      shop.apply(PART);
      Lab.await().until(() -> views(shop).contains("cert-manager.io"));
    }
    assertThat(waits.offer().digest()).isEqualTo(digest);
    waits.activeBy(Cast.SVEN);
    assertThat(waits.offer(RequestPhase.Active).digest()).isEqualTo(digest);
  }

  private static String views(Shop shop) {
    return Serialization.asJson(
        shop.admin().rbac().clusterRoles().withName("view").require().getRules());
  }

  /** Before anybody decides: that others may change the role, and what happens then. */
  @Test
  void approversAndOwnersAreWarnedBeforehand() {
    Asked waits = views(Shop.offering(LAB.lab(), VIEWER), "a");
    String labels = "rbac.authorization.k8s.io/aggregate-to-view=true";
    assertThat(waits.offer().warnings())
        .contains(
            "others can change what it allows, and its access ends if that becomes more (it has the"
                + " rules of all ClusterRoles with "
                + labels
                + "): ClusterRole view in namespace "
                + waits.shop().orders());
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(waits.shop().entitlement(VIEWER.name()).reason())
                    .contains("ClusterRole view", labels, "name a role of your own"));
    assertThat(waits.shop().entitlement(VIEWER.name()).requestable()).isTrue();
  }

  private static Asked views(Shop shop, String account) {
    new Identity(shop, account).made();
    return shop.asks(
        account,
        "subject: {serviceAccountName: %s}, duration: 1h, justification: dashboard"
            .formatted(account));
  }

  /** As the workload itself, which was there before. */
  private static int lists(Asked asked) {
    String own = LAB.lab().serviceAccountKubeconfig(asked.shop().namespace(), asked.name());
    try (Workload workload = new Workload(LAB.lab().clientOf(own))) {
      return workload.lists("pods", asked.shop().orders());
    }
  }

  /** Of all that there are in the lab: other tests may have left grants of this role, too. */
  private static long recorded() {
    return LAB.lab().adminClient().resources(AccessRecord.class).list().getItems().stream()
        .flatMap(record -> Stream.ofNullable(record.getStatus()))
        .filter(status -> status.endedAt() != null)
        .flatMap(status -> Stream.ofNullable(status.ending()))
        .filter(ending -> ending.cause() == EndingCause.RoleWidened)
        .count();
  }

  private static double counted() {
    return new Scanner(LAB.operator().answer("/q/metrics").body())
        .findAll(ENDED)
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .sum();
  }
}
