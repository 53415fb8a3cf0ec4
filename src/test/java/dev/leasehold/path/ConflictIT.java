package dev.leasehold.path;

import static dev.leasehold.path.Segregated.asks;
import static dev.leasehold.path.Segregated.assertConflict;
import static dev.leasehold.path.Segregated.assertEndedByConflict;
import static dev.leasehold.path.Segregated.excluding;
import static dev.leasehold.path.Segregated.is;
import static dev.leasehold.path.Segregated.reader;
import static dev.leasehold.path.Segregated.segregated;
import static dev.leasehold.path.Segregated.writer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Duties that are segregated are, in whatever order and by whatever way they come together. */
final class ConflictIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final int PAIRS = 6;
  private static final Set<RequestPhase> SETTLED =
      Set.of(RequestPhase.Active, RequestPhase.Rejected, RequestPhase.Revoked);

  @ConcurrentTest
  void whoeverComesSecondIsRefusedWhicheverOfTheTwoNamesTheOther() {
    Shop shop = segregated(LAB.lab(), reader());
    asks(shop, "reads", "reader").awaits(RequestPhase.Active);
    Asked writes = asks(shop, "writes", "writer");
    assertConflict(writes, shop.namespace() + ".reader", "worker has by request reads");
    Shop other = segregated(LAB.lab(), reader());
    asks(other, "writes", "writer").awaits(RequestPhase.Active);
    assertConflict(asks(other, "reads", "reader"), other.namespace() + ".writer");
  }

  @ConcurrentTest
  void whatIsOnlyAskedForCountsTooUntilItEnds() {
    Shop shop = Shop.bare(LAB.lab());
    shop.offers(excluding(Entitled.reader(), shop, "writer"), writer());
    Asked waits = asks(shop, "reads", "reader");
    waits.ahead().offer();
    assertConflict(asks(shop, "writes", "writer"), "worker has asked for by request reads");
    waits.annotate(Cast.RITA, "leasehold.dev/revoke", "not needed");
    waits.awaits(RequestPhase.Withdrawn);
    asks(shop, "writes-now", "writer").awaits(RequestPhase.Active);
  }

  @ConcurrentTest
  void anotherAccountOfTheNamespaceIsNoWayRound() {
    Shop shop = segregated(LAB.lab(), reader());
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
    Shop shop = Shop.bare(LAB.lab());
    Shop other = Shop.bare(LAB.lab());
    shop.offers(excluding(reader(), other, "writer"));
    other.offers(excluding(writer(), shop, "reader"));
    asks(other, "writes", "writer").awaits(RequestPhase.Active);
    Asked reads = asks(shop, "reads", "reader");
    assertConflict(reads, other.namespace() + ".writer", "which path-rita has for another");
    assertThat(reads.condition("Accepted").getMessage()).doesNotContain("writes", "worker");
    asks(shop, Cast.GITOPS, "reads-too", "reader", "").awaits(RequestPhase.Active);
    assertConflict(claims(shop, "claimed", "reader"), "which path-rita has for another");
  }

  @ConcurrentTest
  void claimConflictsWithNothingOfWhomItNames() {
    Shop shop = Shop.bare(LAB.lab());
    Shop other = Shop.bare(LAB.lab());
    shop.offers(excluding(reader(), other, "writer"));
    other.offers(excluding(writer(), shop, "reader"));
    claims(other, "claimed", "writer").awaits(RequestPhase.Active);
    asks(shop, "reads", "reader").awaits(RequestPhase.Active);
    assertConflict(
        asks(shop, Cast.GITOPS, "reads-too", "reader", ""), "which path-gitops has for another");
  }

  private static Asked claims(Shop shop, String name, String entitlement) {
    Map<String, String> claim = Map.of("leasehold.dev/requested-by", Cast.RITA.name());
    return shop.asks(
        Cast.GITOPS, claim, name, entitlement, "duration: 1h, justification: nightly report");
  }

  @ConcurrentTest
  void ruleThatComesLaterEndsWhatWasGrantedLaterOnceBothCatalogsHaveIt() {
    Shop shop = Shop.offering(LAB.lab(), reader());
    Shop other = Shop.offering(LAB.lab(), writer());
    Asked first = asks(shop, "reads", "reader");
    first.awaits(RequestPhase.Active);
    Asked second = asks(other, "writes", "writer");
    second.awaits(RequestPhase.Active);
    shop.offers(excluding(reader(), other, "writer"));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(shop.entitlement("reader").reason())
                    .contains(other.namespace() + ".writer is in another catalog")
                    .contains("has no effect"));
    second.awaits(RequestPhase.Active);
    other.offers(excluding(writer(), shop, "reader"));
    assertEndedByConflict(second);
    first.awaits(RequestPhase.Active);
    Lab.await().until(() -> shop.entitlement("reader").reason() == null);
  }

  /** Whoever installed Leasehold says so, see the value exclusions of the shared lab. */
  @ConcurrentTest
  void pairThatTheChartNamesCountsWhereOneCatalogNamesTheOtherOrNone() {
    Shop reads = Shop.named(LAB.lab(), "kept-reads");
    Shop writes = Shop.named(LAB.lab(), "kept-writes");
    reads.offers(reader());
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(reads.entitlement("reader").reason())
                    .contains("exclusions of the chart: there is no kept-writes.writer (yet)"));
    writes.offers(writer());
    asks(reads, "reads", "reader").awaits(RequestPhase.Active);
    assertConflict(
        asks(writes, "writes", "writer"), "kept-reads.reader", "which path-rita has for another");
    writes.offers(excluding(writer(), reads, "reader"));
    assertConflict(asks(writes, "writes-too", "writer"), "kept-reads.reader");
    Lab.await().until(() -> writes.entitlement("writer").reason() == null);
  }

  /** Who owns a catalog, and only that, names what others have, and what everybody holds. */
  @ConcurrentTest
  void catalogThatNamesAnothersGrantsEndsAndBlocksNone() {
    Shop shop = Shop.offering(LAB.lab(), reader());
    Asked has = asks(shop, "has", "reader");
    has.awaits(RequestPhase.Active);
    Shop hostile = Shop.bare(LAB.lab());
    Entitled everybodys =
        writer()
            .named("x")
            .giving(
                Entitled.token("x", "orders-reader")
                    .replace(
                        "kind: Role, name: orders-reader",
                        "kind: ClusterRole, name: \"system:basic-user\""));
    hostile.offers(
        excluding(everybodys.in("Draft"), shop, "reader"),
        excluding(everybodys.named("y"), shop, "reader"));
    Lab.await()
        .untilAsserted(
            () -> assertThat(hostile.entitlement("y").reason()).contains("system:basic-user"));
    asks(shop, "asks", "reader").awaits(RequestPhase.Active);
    assertThat(has.status().phase()).isEqualTo(RequestPhase.Active);
  }

  @ConcurrentTest
  void exclusionOfSomethingUnheardOfIsToldToItsOwnerUntilItIsThere() {
    Shop shop = Shop.bare(LAB.lab());
    shop.offers(excluding(reader(), shop, "writer"));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(shop.entitlement("reader").reason())
                    .isEqualTo("conflictsWith: there is no " + shop.namespace() + ".writer (yet)"));
    assertThat(shop.entitlement("reader").requestable()).isTrue();
    shop.offers(excluding(reader(), shop, "writer"), writer());
    Lab.await().until(() -> shop.entitlement("reader").reason() == null);
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
  void accessThatCouldNotBeTakenBackCountsThoughItsRequestIsGone() {
    Shop shop = segregated(LAB.lab(), reader());
    Asked reads = asks(shop, "reads", "reader");
    reads.awaits(RequestPhase.Active);
    String uid = reads.uid();
    Resource<RoleBinding> binding =
        shop.admin()
            .rbac()
            .roleBindings()
            .inNamespace(shop.orders())
            .withName("ar-" + uid + "-shop-0");
    held(binding, List.of("example.com/hold"));
    reads.deletedBy(Cast.RITA);
    Lab.await().until(() -> reads.recorded(uid).phase() == RecordPhase.Ending);
    assertConflict(asks(shop, "writes", "writer"), shop.namespace() + ".reader", "request reads");
    held(binding, List.of());
    Lab.await().until(() -> reads.recorded(uid).phase() == RecordPhase.Ended);
    asks(shop, "writes-now", "writer").awaits(RequestPhase.Active);
  }

  private static void held(Resource<RoleBinding> binding, List<String> finalizers) {
    binding.edit(
        b -> {
          b.getMetadata().setFinalizers(finalizers);
          return b;
        });
  }

  @ConcurrentTest
  void ofTwoRivalsThatActivateTogetherExactlyOneIsGranted() {
    Shop shop = Shop.bare(LAB.lab());
    Shop other = Shop.bare(LAB.lab());
    shop.offers(excluding(reader(), other, "writer"), excluding(writer(), shop, "reader"));
    other.offers(excluding(writer(), shop, "reader"));
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
      pair.forEach(asked -> is(asked, SETTLED));
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
}
