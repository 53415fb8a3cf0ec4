package dev.leasehold.path;

import static dev.leasehold.path.Segregated.asks;
import static dev.leasehold.path.Segregated.assertConflict;
import static dev.leasehold.path.Segregated.assertEndedByConflict;
import static dev.leasehold.path.Segregated.excluding;
import static dev.leasehold.path.Segregated.is;
import static dev.leasehold.path.Segregated.reader;
import static dev.leasehold.path.Segregated.segregated;
import static dev.leasehold.path.Segregated.writer;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What somebody bound by hand counts like a grant, wherever an excluded entitlement would give it.
 */
final class HeldOutsideIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final Set<RequestPhase> ANSWERED =
      Set.of(RequestPhase.AwaitingApproval, RequestPhase.Rejected);
  private static final String ACCOUNT = "{kind: ServiceAccount, name: worker, namespace: NS}";
  private static final List<String> HOLDERS =
      List.of(
          ACCOUNT,
          "{kind: ServiceAccount, name: another, namespace: NS}",
          "{kind: User, name: \"system:serviceaccount:NS:worker\"}",
          "{kind: Group, name: \"system:serviceaccounts:NS\"}",
          "{kind: Group, name: \"system:serviceaccounts\"}",
          "{kind: Group, name: \"system:authenticated\"}");

  @ConcurrentTest
  void whatIsHeldOutsideRefusesWhoeverAsks() {
    for (String holder : HOLDERS) {
      Shop shop = segregated(LAB.lab(), Entitled.reader());
      outside(shop, "RoleBinding", "{kind: Role, name: orders-writer}", holder);
      assertConflict(
          asks(shop, "reads", "reader"),
          shop.namespace() + ".writer",
          "Role orders-writer",
          "in namespace " + shop.orders(),
          "have that binding removed");
    }
  }

  @ConcurrentTest
  void whoeverHasItTakenAwayMayAskAgain() {
    Shop shop = segregated(LAB.lab(), Entitled.reader());
    outside(shop, "RoleBinding", "{kind: Role, name: orders-writer}", ACCOUNT);
    assertConflict(asks(shop, "reads", "reader"));
    shop.admin().rbac().roleBindings().inNamespace(shop.orders()).withName("outside").delete();
    AtomicInteger tries = new AtomicInteger();
    Lab.await()
        .until(
            () -> {
              Asked again = asks(shop, "again-" + tries.incrementAndGet(), "reader");
              is(again, ANSWERED);
              return again.status().phase() == RequestPhase.AwaitingApproval;
            });
  }

  @ConcurrentTest
  void whatComesToBeHeldOutsideEndsTheGrantAndNothingElseDoes() {
    Shop shop = segregated(LAB.lab(), reader());
    Asked reads = asks(shop, "reads", "reader");
    reads.awaits(RequestPhase.Active);
    String stranger = "{kind: ServiceAccount, name: worker, namespace: elsewhere}";
    outside(shop, "RoleBinding", "{kind: Role, name: orders-writer}", stranger);
    asks(shop, "beside", "reader").awaits(RequestPhase.Active);
    reads.awaits(RequestPhase.Active);
    outside(shop, "RoleBinding", "{kind: Role, name: orders-writer}", stranger + ", " + ACCOUNT);
    assertEndedByConflict(reads);
  }

  @ConcurrentTest
  void ruleThatComesLaterEndsTheGrantOfWhoHoldsTheOtherByHand() {
    Shop shop = Shop.offering(LAB.lab(), reader(), writer());
    outside(shop, "RoleBinding", "{kind: Role, name: orders-writer}", ACCOUNT);
    Asked reads = asks(shop, "reads", "reader");
    reads.awaits(RequestPhase.Active);
    shop.offers(excluding(reader(), shop, "writer"), writer());
    assertEndedByConflict(reads);
  }

  @ConcurrentTest
  void whatIsHeldInTheWholeClusterIsHeldThereToo() {
    Shop shop = Shop.bare(LAB.lab());
    shop.offers(
        excluding(reader(), shop, "viewer"),
        reader().named("viewer").giving(Entitled.ownIdentity("own", "view")));
    Asked reads = asks(shop, "reads", "reader");
    reads.awaits(RequestPhase.Active);
    outside(shop, "ClusterRoleBinding", "{kind: ClusterRole, name: view}", ACCOUNT);
    assertEndedByConflict(reads);
    assertConflict(asks(shop, "again", "reader"), "ClusterRole view", "cluster-wide");
  }

  /** Somebody binds a role by hand; NS in the subjects stands for the team's namespace. */
  private static void outside(Shop shop, String kind, String role, String subjects) {
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %s
        metadata: {name: %s%s}
        roleRef: %s
        subjects: [%s]
        """
            .formatted(
                kind,
                kind.equals("RoleBinding") ? "outside" : shop.namespace() + "-outside",
                kind.equals("RoleBinding") ? ", namespace: " + shop.orders() : "",
                role.replace("{", "{apiGroup: rbac.authorization.k8s.io, "),
                subjects.replace("NS", shop.namespace())));
  }
}
