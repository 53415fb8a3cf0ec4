package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Backstop;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When, how many, how much of it, and how often: the terms of a request. */
final class TermsIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final int RIVALS = 8;
  private static final Entitled TWO_TARGETS =
      Entitled.reader()
          .giving(
              Entitled.token("read", "orders-reader"), Entitled.token("write", "orders-writer"));

  @ConcurrentTest
  void windowBeginsAtItsStartAndNotBefore() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Instant start = Instant.now().plusSeconds(15).truncatedTo(ChronoUnit.SECONDS);
    Asked asked = shop.asks("later", HOUR + ", startAt: \"" + start + "\"");
    asked.approvedBy(Cast.OLGA).awaits(RequestPhase.Scheduled);
    assertThat(asked.condition("Approved").getStatus()).isEqualTo("True");
    asked.leftNothing(asked.uid());
    assertThat(asked.record()).isNull();
    AccessRequestStatus active = asked.awaits(RequestPhase.Active);
    Instant granted = Instant.parse(Objects.requireNonNull(active.grantedAt()));
    assertThat(granted).isBetween(start, start.plusSeconds(3));
    assertThat(Instant.parse(Objects.requireNonNull(active.expiresAt())))
        .isEqualTo(granted.plus(Duration.ofHours(1)));
  }

  @ConcurrentTest
  void ofTwoThatArriveTogetherUnderACapOfOneExactlyOneIsRefused() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().with("caps: {perSubject: 1}"));
    List<Asked> both =
        Stream.of("first", "second").parallel().map(name -> shop.asks(name, HOUR)).toList();
    Lab.await().until(() -> both.stream().allMatch(TermsIT::isAnswered));
    assertThat(both)
        .extracting(a -> a.status().phase())
        .containsExactlyInAnyOrder(RequestPhase.AwaitingApproval, RequestPhase.Rejected);
    Asked refused = in(RequestPhase.Rejected, both);
    assertThat(refused.condition("Accepted").getReason()).isEqualTo("CapReached");
    assertThat(refused.condition("Accepted").getMessage())
        .contains("worker", "wait for one to end");
    Asked other = in(RequestPhase.AwaitingApproval, both);
    other.annotate(Cast.RITA, "leasehold.dev/revoke", "not needed");
    other.awaits(RequestPhase.Withdrawn);
    shop.asks("third", HOUR).awaits(RequestPhase.AwaitingApproval);
  }

  @ConcurrentTest
  void capsCountByRequesterAndByNamespaceToo() {
    Shop shop =
        Shop.offering(
            LAB.lab(), Entitled.reader().with("caps: {perNamespace: 2, perRequester: 1}"));
    shop.asks("first", HOUR).ahead().awaits(RequestPhase.AwaitingApproval);
    assertThat(capped(shop.asks("second", HOUR))).contains("requester " + Cast.RITA.name());
    Asked third = shop.asks(Cast.GITOPS, Map.of(), "third", "reader", HOUR);
    third.ahead().awaits(RequestPhase.AwaitingApproval);
    Person another = new Person("path-rolf", "path-requesters");
    assertThat(capped(shop.asks(another, Map.of(), "fourth", "reader", HOUR)))
        .contains("namespace " + shop.namespace());
  }

  private static String capped(Asked asked) {
    asked.awaits(RequestPhase.Rejected);
    return asked.condition("Accepted", "CapReached").getMessage();
  }

  @ConcurrentTest
  void whoHasAccessKeepsItFromRivalsOfTheSameSecond() {
    Shop shop =
        Shop.offering(
            LAB.lab(), Entitled.reader().approvedBy("mode: Auto").with("caps: {perSubject: 1}"));
    shop.asks("first", HOUR).awaits(RequestPhase.Active);
    for (int i = 0; i < RIVALS; i++) {
      Asked rival = shop.asks("rival-" + i, HOUR);
      Lab.await().until(() -> isAnswered(rival));
      assertThat(rival.status().phase()).isEqualTo(RequestPhase.Rejected);
      rival.leftNothing(rival.uid());
    }
  }

  @ConcurrentTest
  void requestForLessIsOfferedAndGivenLess() {
    Asked asked = Shop.offering(LAB.lab(), TWO_TARGETS).asks("less", HOUR + ", targets: [read]");
    assertThat(asked.offer().permissions()).noneMatch(p -> p.contains("create"));
    asked.activeBy(Cast.OLGA);
    assertThat(asked.record().getSpec().targets()).hasSize(1);
    assertThat(asked.secret().getData()).containsKeys("token", "ca.crt", "namespace", "kubeconfig");
  }

  @ConcurrentTest
  void tokenThatOthersVerifyIsOfferedAndRecordedAsWhatCannotBeTakenBack() {
    String cloud =
        Entitled.token("cloud", "orders-reader")
            .replace("credentialTTL", "audiences: [sts.example.com], credentialTTL");
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader().giving(cloud)).asks("cloud", HOUR);
    assertThat(asked.offer().warnings().getFirst())
        .startsWith("cannot be taken back")
        .contains("up to 10m after its end", "sts.example.com");
    asked.activeBy(Cast.OLGA);
    assertThat(asked.record().getSpec().targets().getFirst().backstop()).isEqualTo(Backstop.TOKEN);
    assertThat(asked.record().getSpec().targets().getFirst().audiences())
        .containsExactly("sts.example.com");
  }

  /** Otherwise whoever may ask could fill the cluster with records. */
  @ConcurrentTest
  void equalRefusalsShareOneRecordAndAnotherReasonHasItsOwn() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    String tooLong = "duration: 48h, justification: nightly report";
    Asked first = shop.asks("first", tooLong);
    first.awaits(RequestPhase.Rejected);
    List<Asked> more =
        IntStream.range(0, 10).mapToObj(i -> shop.asks("more-" + i, tooLong)).toList();
    for (Asked asked : more) {
      assertThat(asked.awaits(RequestPhase.Rejected).record()).isEqualTo("ar-" + first.uid());
      assertThat(asked.record()).isNull();
    }
    Lab.await()
        .until(() -> Objects.requireNonNull(first.recorded(first.uid()).refusals()).count() == 10);
    Asked other = shop.asks("other", HOUR + ", targets: [admin]");
    assertThat(other.awaits(RequestPhase.Rejected).record()).isEqualTo("ar-" + other.uid());
  }

  @ConcurrentTest
  void severalTargetsAreDeliveredTogetherUnderTheirNames() {
    Asked asked = Shop.offering(LAB.lab(), TWO_TARGETS).asks("all", HOUR).activeBy(Cast.OLGA);
    assertThat(asked.secret().getData()).containsKeys("read.token", "write.token");
    try (Workload reads = Workload.bearing(LAB.lab(), Workload.text(asked.secret(), "read.token"));
        Workload writes =
            Workload.bearing(LAB.lab(), Workload.text(asked.secret(), "write.token"))) {
      assertThat(reads.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      assertThat(writes.lists("configmaps", asked.shop().orders())).isEqualTo(403);
    }
  }

  @ConcurrentTest
  void targetThatIsNotOnOfferIsRefusedByName() {
    Asked asked = Shop.offering(LAB.lab(), TWO_TARGETS).asks("other", HOUR + ", targets: [admin]");
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getMessage())
        .contains("spec.targets", "admin", "read, write");
  }

  @ConcurrentTest
  void requestThatWasAnsweredIsNotAnsweredAgainUnlessItsRequestIdIsAnother() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    String first = HOUR + ", requestId: '1'";
    Asked asked = shop.asks("nightly", first).activeBy(Cast.OLGA);
    String uid = asked.uid();
    asked.deletedBy(Cast.RITA);
    Asked again = shop.asks("nightly", first);
    again.awaits(RequestPhase.Rejected);
    assertThat(again.condition("Accepted").getReason()).isEqualTo("AlreadyConsumed");
    assertThat(again.condition("Accepted").getMessage()).contains("another spec.requestId");
    again.leftNothing(again.uid());
    again.deletedBy(Cast.RITA);
    Lab.await().untilAsserted(() -> asked.leftNothing(uid));
    shop.asks("nightly", HOUR + ", requestId: '2'").activeBy(Cast.OLGA);
  }

  @ConcurrentTest
  void requestLapsesWhenNobodyDecidesInTime() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().deciding("decideWithin: 10s"));
    Asked asked = shop.asks("nightly", HOUR);
    Instant decideBy = Instant.parse(asked.offer().decideBy());
    AccessRequestStatus lapsed = asked.awaits(RequestPhase.Lapsed);
    assertThat(Instant.parse(Objects.requireNonNull(lapsed.endedAt())))
        .isBetween(decideBy, decideBy.plusSeconds(10));
    assertThat(asked.condition("Ready").getMessage()).contains("nobody decided in time");
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void approvalThatIsNotFollowedByTheOtherInTimeNoLongerCounts() {
    Shop shop =
        Shop.offering(
            LAB.lab(),
            Entitled.reader()
                .approvedBy(
                    "mode: Required, rules: [{role: owner, count: 1}, {role: security, count: 1}],"
                        + " validFor: 10s"));
    Asked asked = shop.asks("nightly", HOUR).approvedBy(Cast.OLGA);
    Lab.await().until(() -> asked.offer().approvals().getFirst().given() == 1);
    Lab.await().until(() -> asked.offer().approvals().getFirst().given() == 0);
    asked.approvedBy(Cast.SVEN);
    Lab.await().until(() -> asked.offer().approvals().getLast().given() == 1);
    assertThat(asked.record()).isNull();
  }

  @ConcurrentTest
  void requestWaitsForItsCatalogAndItsSubjectAndGoesOnByItself() {
    Shop shop = Shop.bare(LAB.lab());
    Asked asked = shop.asks("early", HOUR + ", subject: {serviceAccountName: newcomer}");
    assertThat(asked.condition("Accepted", "CatalogNotFound").getMessage())
        .contains("spec.entitlement.catalog", "kubectl get entitlementcatalogs.leasehold.dev");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Pending);
    shop.offers(Entitled.reader().named("another"));
    asked.condition("Accepted", "EntitlementNotFound");
    shop.offers(Entitled.reader());
    assertThat(asked.condition("Accepted", "SubjectNotFound").getMessage())
        .contains("spec.subject.serviceAccountName", "newcomer", "create it");
    shop.apply(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: newcomer, namespace: %s}}"
            .formatted(shop.namespace()));
    asked.activeBy(Cast.OLGA);
  }

  private static boolean isAnswered(Asked asked) {
    RequestPhase phase = asked.status().phase();
    return phase != null && phase != RequestPhase.Pending;
  }

  private static Asked in(RequestPhase phase, List<Asked> all) {
    return all.stream().filter(a -> a.status().phase() == phase).findFirst().orElseThrow();
  }
}
