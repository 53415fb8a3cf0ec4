package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Duties that are segregated are, in whatever order and by whatever way they come together. */
final class ConflictIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final int PAIRS = 6;
  private static final Set<RequestPhase> SETTLED =
      Set.of(RequestPhase.Active, RequestPhase.Rejected, RequestPhase.AwaitingApproval);
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
  void whoeverComesSecondIsRefusedWhicheverOfTheTwoNamesTheOther() {
    Shop shop = segregated(reader());
    asks(shop, "reads", "reader").awaits(RequestPhase.Active);
    Asked writes = asks(shop, "writes", "writer");
    assertConflict(writes, shop.namespace() + ".reader", "worker has by request reads");
    Shop other = segregated(reader());
    asks(other, "writes", "writer").awaits(RequestPhase.Active);
    assertConflict(asks(other, "reads", "reader"), other.namespace() + ".writer");
  }

  @ConcurrentTest
  void whatIsOnlyAskedForCountsTooUntilItEnds() {
    Shop shop = Shop.bare(LAB.lab());
    shop.offers(excluding(Entitled.reader(), shop, "writer"), writer());
    Asked waits = asks(shop, "reads", "reader");
    waits.offer();
    assertConflict(asks(shop, "writes", "writer"), "worker has asked for by request reads");
    waits.annotate(Cast.RITA, "leasehold.dev/revoke", "not needed");
    waits.awaits(RequestPhase.Withdrawn);
    asks(shop, "writes-now", "writer").awaits(RequestPhase.Active);
  }

  @ConcurrentTest
  void anotherAccountOfTheNamespaceIsNoWayRound() {
    Shop shop = segregated(reader());
    shop.apply(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: second, namespace: %s}}"
            .formatted(shop.namespace()));
    asks(shop, "reads", "reader").awaits(RequestPhase.Active);
    assertConflict(
        asks(shop, Cast.GITOPS, "writes", "writer", ", subject: {serviceAccountName: second}"),
        "worker has by request reads");
  }

  @ConcurrentTest
  void anotherNamespaceAndCatalogIsNoWayRoundForOneRequesterAndIsNotNamed() {
    Shop shop = Shop.offering(LAB.lab(), reader());
    Shop other = Shop.bare(LAB.lab());
    other.offers(excluding(writer(), shop, "reader"));
    asks(other, "writes", "writer").awaits(RequestPhase.Active);
    Asked reads = asks(shop, "reads", "reader");
    assertConflict(reads, other.namespace() + ".writer", "which path-rita has for another");
    assertThat(reads.condition("Accepted").getMessage()).doesNotContain("writes", "worker");
    asks(shop, Cast.GITOPS, "reads-too", "reader", "").awaits(RequestPhase.Active);
  }

  @ConcurrentTest
  void ruleThatComesLaterEndsWhatWasGrantedLater() {
    Shop shop = Shop.offering(LAB.lab(), reader());
    Shop other = Shop.offering(LAB.lab(), writer());
    Asked first = asks(shop, "reads", "reader");
    first.awaits(RequestPhase.Active);
    Asked second = asks(other, "writes", "writer");
    second.awaits(RequestPhase.Active);
    shop.offers(excluding(reader(), other, "writer"));
    assertEndedByConflict(second);
    first.awaits(RequestPhase.Active);
  }

  @ConcurrentTest
  void ruleThatComesLaterRefusesWhatWaits() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader(), writer());
    asks(shop, "writes", "writer").awaits(RequestPhase.Active);
    Asked waits = asks(shop, "reads", "reader");
    waits.offer();
    shop.offers(Entitled.reader(), excluding(writer(), shop, "reader"));
    assertConflict(waits, shop.namespace() + ".writer");
  }

  @ConcurrentTest
  void whatIsHeldOutsideRefusesWhoeverAsks() {
    for (String holder : HOLDERS) {
      Shop shop = segregated(Entitled.reader());
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
    Shop shop = segregated(Entitled.reader());
    outside(shop, "RoleBinding", "{kind: Role, name: orders-writer}", ACCOUNT);
    assertConflict(asks(shop, "reads", "reader"));
    shop.admin().rbac().roleBindings().inNamespace(shop.orders()).withName("outside").delete();
    AtomicInteger tries = new AtomicInteger();
    Lab.await()
        .until(
            () -> {
              Asked again = asks(shop, "again-" + tries.incrementAndGet(), "reader");
              settled(again);
              return again.status().phase() == RequestPhase.AwaitingApproval;
            });
  }

  @ConcurrentTest
  void whatComesToBeHeldOutsideEndsTheGrantAndNothingElseDoes() {
    Shop shop = segregated(reader());
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

  @ConcurrentTest
  void ofTwoRivalsThatActivateTogetherExactlyOneIsGranted() {
    Shop shop = Shop.bare(LAB.lab());
    Shop other = Shop.bare(LAB.lab());
    shop.offers(excluding(reader(), other, "writer"), excluding(writer(), shop, "reader"));
    other.offers(writer());
    Lab.await().until(() -> shop.entitlement("writer").requestable());
    Lab.await().until(() -> other.entitlement("writer").requestable());
    for (int i = 0; i < PAIRS; i++) {
      String name = "pair-" + i;
      Shop second = i % 2 == 0 ? shop : other;
      List<Asked> pair =
          Stream.<Supplier<Asked>>of(
                  () -> asks(shop, name + "-reads", "reader"),
                  () -> asks(second, name + "-writes", "writer"))
              .parallel()
              .map(Supplier::get)
              .toList();
      pair.forEach(ConflictIT::settled);
      assertThat(pair)
          .extracting(a -> a.status().phase())
          .containsExactlyInAnyOrder(RequestPhase.Active, RequestPhase.Rejected);
      Asked winner =
          pair.stream()
              .filter(a -> a.status().phase() == RequestPhase.Active)
              .findFirst()
              .orElseThrow();
      winner.annotate(Cast.RITA, "leasehold.dev/revoke", "the next pair");
      winner.awaits(RequestPhase.Withdrawn);
    }
  }

  private static Entitled reader() {
    return Entitled.reader().approvedBy("mode: Auto");
  }

  private static Entitled writer() {
    return reader().named("writer").giving(Entitled.token("shop", "orders-writer"));
  }

  private static Entitled excluding(Entitled one, Shop shop, String other) {
    return one.with("conflictsWith: [%s.%s]".formatted(shop.namespace(), other));
  }

  /** A shop whose reader names its writer, and not the other way round. */
  private static Shop segregated(Entitled reader) {
    Shop shop = Shop.bare(LAB.lab());
    shop.offers(excluding(reader, shop, "writer"), writer());
    return shop;
  }

  private static Asked asks(Shop shop, Person who, String name, String entitlement, String more) {
    return shop.asks(who, Map.of(), name, entitlement, HOUR + more);
  }

  private static Asked asks(Shop shop, String name, String entitlement) {
    return asks(shop, Cast.RITA, name, entitlement, "");
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

  private static void settled(Asked asked) {
    Lab.await()
        .until(() -> asked.status().phase() != null && SETTLED.contains(asked.status().phase()));
  }

  private static void assertConflict(Asked asked, String... named) {
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getReason()).isEqualTo("ConflictingAccess");
    assertThat(asked.condition("Accepted").getMessage()).contains("ask again").contains(named);
    asked.leftNothing(asked.uid());
  }

  private static void assertEndedByConflict(Asked asked) {
    asked.awaits(RequestPhase.Revoked);
    Ending ending = Objects.requireNonNull(asked.recorded(asked.uid()).ending());
    assertThat(ending.cause()).isEqualTo(EndingCause.Conflict);
    asked.leftNothing(asked.uid());
  }
}
