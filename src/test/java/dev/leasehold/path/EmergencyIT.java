package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Forgetting;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The short way: loud, by its own rule, and owed a review before the next one. */
final class EmergencyIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR =
      "duration: 1h, justification: orders are lost, emergency: true";
  private static final String SHORT =
      "duration: 5s, justification: orders are lost, emergency: true";
  private static final String REVIEW = "leasehold.dev/review";

  private static Shop shop(String reviewWithin) {
    return Shop.offering(
        LAB.lab(),
        Entitled.reader()
            .approvedBy("mode: Required, rules: [{role: owner, count: 2}]")
            .with(
                "emergency: {maxDuration: 1h, approval: {rules: [{role: security, count: 1}]},"
                    + " reviewWithin: "
                    + reviewWithin
                    + "}"));
  }

  @ConcurrentTest
  void emergencyIsLoudAndGoesByItsOwnRule() {
    Asked asked = shop("24h").asks("burning", HOUR);
    assertThat(asked.offer().roles()).containsExactly("security");
    assertThat(asked.offer().warnings()).anyMatch(w -> w.contains("emergency"));
    asked.activeBy(Cast.SVEN);
    assertThat(asked.condition("ReviewRequired", "EmergencyReview").getMessage())
        .contains("given as an emergency");
    assertThat(asked.record().getSpec().emergency()).isTrue();
    assertThat(Objects.requireNonNull(asked.recorded(asked.uid()).accountability()).because())
        .contains("as an emergency: by path-sven", "do not move accountability");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(
                        asked
                            .shop()
                            .admin()
                            .v1()
                            .events()
                            .inNamespace(asked.shop().namespace())
                            .list()
                            .getItems())
                    .filteredOn(e -> "EmergencyAccess".equals(e.getReason()))
                    .singleElement()
                    .extracting(Event::getType)
                    .isEqualTo("Warning"));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(LAB.operator().answer("/q/metrics").body())
                    .containsPattern("leasehold_grants_emergency_total.* [1-9]"));
    Asked longer =
        asked.shop().asks("longer", "duration: 2h, justification: still lost, emergency: true");
    longer.awaits(RequestPhase.Rejected);
    assertThat(longer.condition("Accepted").getMessage()).contains("at most 1h");
  }

  @ConcurrentTest
  void nextEmergencyWaitsUntilTheEndedOneIsReviewedButTheOrdinaryWayIsOpen() {
    Shop shop = shop("24h");
    Asked first = shop.asks("first", SHORT).approvedBy(Cast.SVEN);
    first.awaits(RequestPhase.Ended);
    Asked second = shop.asks("second", HOUR);
    assertThat(second.condition("Accepted", "EmergencyReviewOwed").getMessage())
        .contains("in this namespace", "ar-" + first.uid());
    elsewhere(shop).offer();
    shop.asks("patient", "duration: 1h, justification: can wait a little").offer();
    assertThatThrownBy(() -> first.annotate(Cast.SVEN, REVIEW, "keep"))
        .hasMessageContaining("review");
    first.annotate(Cast.VERA, REVIEW, "keep");
    assertThat(first.condition("ReviewRequired", "Reviewed").getStatus()).isEqualTo("False");
    assertThat(first.status().phase()).isEqualTo(RequestPhase.Ended);
    second.activeBy(Cast.SVEN);
  }

  @ConcurrentTest
  void ofTwoEmergenciesThatAreApprovedTogetherOneWaits() {
    Shop shop = shop("24h");
    Asked one = shop.asks("one", HOUR);
    Asked other = shop.asks("other", HOUR);
    one.offer();
    other.offer();
    one.approvedBy(Cast.SVEN).awaits(RequestPhase.Active);
    other.condition("Accepted", "EmergencyReviewOwed");
    assertThat(other.record()).isNull();
  }

  @ConcurrentTest
  void debtOfADeletedRequestIsClosedByTwoPeople() {
    Shop shop = shop("24h");
    Asked first = shop.asks("first", HOUR).activeBy(Cast.SVEN);
    String uid = first.uid();
    first.deletedBy(Cast.RITA);
    Lab.await().until(() -> first.recorded(uid).endedAt() != null);
    Asked second = shop.asks("second", HOUR);
    second.condition("Accepted", "EmergencyReviewOwed");
    forget(first, uid, Cast.FAY);
    forget(first, uid, Cast.FLO);
    second.activeBy(Cast.SVEN);
    AccessRecord record = first.record(uid);
    assertThat(Objects.requireNonNull(record.getStatus()).forgotten()).hasSize(2);
    assertThat(record.getStatus().conditions())
        .anyMatch(c -> c.getType().equals("ReviewRequired") && "Forgotten".equals(c.getReason()));
  }

  /** One person is listed in the shared lab with two names, which are two to the API server. */
  @ConcurrentTest
  void anotherNameOfWhoeverHadAPartNeitherApprovesNorReviewsNorForgets() {
    Shop shop = shop("24h");
    Person asks = new Person(Cast.OLGA.name(), "path-requesters");
    String other = "path-olga.admin@example.com";
    Asked first = shop.asks(asks, Map.of(), "first", "reader", HOUR);
    first.activeBy(Cast.SVEN);
    first.annotate(new Person(other, "path-reviewers"), REVIEW, "keep");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(first.condition("ReviewRequired").getMessage())
                    .startsWith("not counted")
                    .contains(other));
    String uid = first.uid();
    first.deletedBy(asks);
    Lab.await().until(() -> first.recorded(uid).endedAt() != null);
    forget(first, uid, new Person(other, "path-forgetters"));
    forget(first, uid, Cast.FAY);
    Asked second = shop.asks(asks, Map.of(), "second", "reader", HOUR);
    second.condition("Accepted", "EmergencyReviewOwed");
    still(second, uid);
    forget(first, uid, Cast.FLO);
    second.approvedBy(new Person(other, "path-security"));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(second.condition("Approved").getMessage())
                    .contains(other, "is requester, applier or subject"));
    assertThat(second.record()).isNull();
    second.activeBy(Cast.SVEN);
    assertThat(first.recorded(uid).forgotten())
        .extracting(Forgetting::actor)
        .containsExactlyInAnyOrder(Cast.FAY.name(), Cast.FLO.name());
  }

  /** Nor are two names of one person, who had no part in it, two people. */
  @ConcurrentTest
  void twoNamesOfOnePersonForgetNothing() {
    Shop shop = shop("24h");
    Asked first = shop.asks("first", HOUR).activeBy(Cast.SVEN);
    String uid = first.uid();
    first.deletedBy(Cast.RITA);
    Lab.await().until(() -> first.recorded(uid).endedAt() != null);
    forget(first, uid, new Person(Cast.OLGA.name(), "path-forgetters"));
    forget(first, uid, new Person("path-olga.admin@example.com", "path-forgetters"));
    Asked second = shop.asks("second", HOUR);
    second.condition("Accepted", "EmergencyReviewOwed");
    still(second, uid);
    forget(first, uid, Cast.FAY);
    second.activeBy(Cast.SVEN);
    assertThat(first.recorded(uid).forgotten()).hasSize(2);
  }

  private static void still(Asked waits, String owed) {
    Lab.await()
        .during(Duration.ofSeconds(3))
        .until(
            () ->
                waits.condition("Accepted").getReason().equals("EmergencyReviewOwed")
                    && waits.recorded(owed).forgotten().isEmpty());
  }

  @ConcurrentTest
  void emergencyThatNobodyReviewsInTimeEndsAndIsStillOwed() {
    Shop shop = shop("6s");
    Asked first = shop.asks("first", HOUR).approvedBy(Cast.SVEN);
    first.awaits(RequestPhase.Revoked);
    assertThat(Objects.requireNonNull(first.recorded(first.uid()).ending()).cause())
        .isEqualTo(EndingCause.ReviewOverdue);
    first.condition("ReviewRequired", "Overdue");
    shop.asks("second", HOUR).condition("Accepted", "EmergencyReviewOwed");
  }

  /** Another team's emergency for the same entitlement. */
  private static Asked elsewhere(Shop shop) {
    Shop other = new Shop(shop.lab(), shop.namespace() + "-next");
    shop.lab().namespace(other.namespace(), Map.of("path", shop.namespace()));
    shop.apply(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: worker, namespace: "
            + other.namespace()
            + "}}");
    GenericKubernetesResource request = shop.request(Map.of(), "away", "reader", HOUR);
    request.getMetadata().setNamespace(other.namespace());
    shop.lab().client(Cast.RITA).resource(request).create();
    return new Asked(other, "away");
  }

  private static void forget(Asked asked, String uid, Person who) {
    asked
        .shop()
        .lab()
        .kubectl(
            who,
            "annotate",
            "--field-manager=leasehold",
            "arec",
            "ar-" + uid,
            "leasehold.dev/forget=nobody can review it any more")
        .orThrow();
  }
}
