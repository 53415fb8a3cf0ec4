package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was approved for later, and what happens until then. */
final class ScheduledIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String WHY = ", justification: Friday's release";

  /** A binding that gives this person the verb, and that is deleted before the start. */
  private static final String MAY =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: %1$s}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %2$s}
      subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: %3$s}]
      """;

  @ConcurrentTest
  void namespaceThatIsNoLongerChosenGetsNothingAtTheStart() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = scheduled(shop, Cast.RITA, Cast.OLGA, start());
    List<String> bound = new CopyOnWriteArrayList<>();
    try (var _ =
        shop.admin().rbac().roleBindings().inNamespace(shop.orders()).inform(noting(bound))) {
      shop.admin()
          .namespaces()
          .withName(shop.namespace())
          .edit(
              namespace -> {
                namespace.getMetadata().setLabels(Map.of("path", "another"));
                return namespace;
              });
      asked.awaits(RequestPhase.Rejected);
      assertThat(asked.condition("Accepted").getReason()).isEqualTo("NamespaceNotPermitted");
      Instant start = Instant.parse(Objects.requireNonNull(asked.now().getSpec().startAt()));
      Lab.await().until(() -> Instant.now().isAfter(start.plusSeconds(2)));
      assertThat(bound).isEmpty();
    }
    keepsTheApproval(asked, Cast.OLGA);
    asked.leftNothing(asked.uid());
  }

  /** What counts is that they might when they asked and approved. */
  @ConcurrentTest
  void rightsThatRequesterAndApproverLoseMeanwhileAreNotAskedForAgain() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Person asker = new Person("path-leaving-asker", "path-leavers");
    Person approver = new Person("path-leaving-approver", "path-leavers");
    for (String role : new String[] {"path-request", "leasehold-requester"}) {
      shop.apply(MAY.formatted("path-asker-" + role, role, asker.name()));
    }
    for (String role : new String[] {"path-approve-as-owner", "leasehold-approver"}) {
      shop.apply(MAY.formatted("path-approver-" + role, role, approver.name()));
    }
    Instant start = start();
    Asked asked = scheduled(shop, asker, approver, start);
    for (String binding :
        new String[] {
          "path-asker-path-request",
          "path-asker-leasehold-requester",
          "path-approver-path-approve-as-owner",
          "path-approver-leasehold-approver"
        }) {
      shop.admin().rbac().clusterRoleBindings().withName(binding).delete();
    }
    AccessRequestStatus active = asked.awaits(RequestPhase.Active);
    assertThat(Instant.parse(Objects.requireNonNull(active.grantedAt()))).isAfterOrEqualTo(start);
    assertThat(asked.record().getSpec().requester().name()).isEqualTo(asker.name());
    keepsTheApproval(asked, approver);
  }

  @ConcurrentTest
  void recordOfWhatWasWithdrawnBeforeItsStartKeepsWhoApprovedIt() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = scheduled(shop, Cast.RITA, Cast.OLGA, start());
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "not needed");
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(Objects.requireNonNull(asked.status().ending()).actor()).isEqualTo(Cast.RITA.name());
    assertThat(asked.record().getSpec().outcome().name()).isEqualTo("Withdrawn");
    keepsTheApproval(asked, Cast.OLGA);
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void startThatIsPastIsNowAndTheWindowHasItsFullLength() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Instant past = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    Instant asked = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    AccessRequestStatus active =
        asks(shop, Cast.RITA, past).activeBy(Cast.OLGA).awaits(RequestPhase.Active);
    Instant granted = Instant.parse(Objects.requireNonNull(active.grantedAt()));
    assertThat(granted).isAfterOrEqualTo(asked);
    assertThat(Instant.parse(Objects.requireNonNull(active.expiresAt())))
        .isEqualTo(granted.plus(Duration.ofMinutes(3)));
  }

  @ConcurrentTest
  void startThatNoApprovalCouldLastForIsRefusedWithTheLatest() {
    Shop shop =
        Shop.offering(LAB.lab(), Entitled.reader().deciding("decideWithin: 1h, validFor: 2h"));
    Asked asked = asks(shop, Cast.RITA, Instant.now().plus(Duration.ofMinutes(190)));
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getMessage()).contains("start at most 3h after asking");
    asks(shop, "sooner", Cast.RITA, Instant.now().plus(Duration.ofMinutes(170))).offer();
  }

  private static Asked scheduled(Shop shop, Person asker, Person approver, Instant start) {
    Asked asked = asks(shop, asker, start).approvedBy(approver);
    asked.awaits(RequestPhase.Scheduled);
    return asked;
  }

  private static Asked asks(Shop shop, Person asker, Instant start) {
    return asks(shop, "friday", asker, start);
  }

  private static Asked asks(Shop shop, String name, Person asker, Instant start) {
    String at = start.truncatedTo(ChronoUnit.SECONDS).toString();
    String fields = "duration: 3m, startAt: \"" + at + "\"" + WHY;
    return shop.asks(asker, Map.of(), name, "reader", fields);
  }

  private static Instant start() {
    return Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
  }

  private static void keepsTheApproval(Asked asked, Person approver) {
    assertThat(asked.record().getSpec().approvals())
        .extracting(Approval::approver)
        .containsExactly(approver.name());
  }

  private static ResourceEventHandler<RoleBinding> noting(List<String> bound) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(RoleBinding binding) {
        if (binding.getMetadata().getName().startsWith("ar-")) {
          bound.add(binding.getMetadata().getName());
        }
      }

      @Override
      public void onUpdate(RoleBinding before, RoleBinding after) {}

      @Override
      public void onDelete(RoleBinding binding, boolean unseen) {}
    };
  }
}
