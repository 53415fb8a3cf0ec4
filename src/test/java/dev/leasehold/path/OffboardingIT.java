package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.model.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One act freezes an identity: what it has ends, and nothing is granted to it any more. */
final class OffboardingIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final String OTHER = HOUR + ", subject: {serviceAccountName: other}";
  private static final Duration SOON = Duration.ofSeconds(25);

  @ConcurrentTest
  void whatAnOffboardedIdentityHasEndsAndOthersGoOn() {
    Shop shop = shop();
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    Asked other = shop.asks("others", OTHER).activeBy(Cast.OLGA);
    try (Workload workload = asked.workload();
        Workload others = other.workload()) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
      Identity.worker(shop).offboarded();
      int code =
          Prober.untilRefused(
                  () -> workload.lists("configmaps", shop.orders()), Duration.ofSeconds(10))
              .code();
      assertThat(code).isIn(401, 403);
      Lab.await().atMost(SOON).until(() -> workload.gets("/api") == 401);
      assertThat(others.lists("configmaps", shop.orders())).isEqualTo(200);
    }
    asked.awaits(RequestPhase.Revoked);
    Lab.await().until(() -> asked.recorded(asked.uid()).phase() == RecordPhase.Ended);
    AccessRecordStatus ended = asked.recorded(asked.uid());
    assertThat(Objects.requireNonNull(ended.ending()).cause())
        .isEqualTo(EndingCause.SubjectOffboarded);
    assertThat(ended.ending().actor()).isEqualTo(Cast.OFRA.name());
    assertThat(ended.targets()).allSatisfy(target -> assertThat(target.proof()).isNotBlank());
    asked.leftNothing(asked.uid());
    assertThat(other.status().phase()).isEqualTo(RequestPhase.Active);
    Identity.worker(shop).settled();
    told(shop);
  }

  /** The record of the identity itself, as people list it, and the Event. */
  private static void told(Shop shop) {
    AccessRecord record = Identity.worker(shop).freeze();
    assertThat(record.getSpec().outcome()).isEqualTo(RecordOutcome.Offboarded);
    assertThat(Objects.requireNonNull(record.getStatus()).phase()).isEqualTo(RecordPhase.Frozen);
    String listed =
        LAB.lab()
            .kubectl(People.ADMIN, "get", "arec", record.getMetadata().getName(), "--no-headers")
            .orThrow()
            .stdout();
    assertThat(listed.split(" +", -1))
        .containsSequence(
            "offboarding",
            shop.namespace(),
            "worker",
            Cast.OFRA.name(),
            "worker",
            "Offboarded",
            "Frozen");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(
                        shop.admin().v1().events().inNamespace(shop.namespace()).list().getItems())
                    .anyMatch(
                        event ->
                            event.getReason().equals("Offboarded")
                                && event.getInvolvedObject().getName().equals("worker")));
  }

  @ConcurrentTest
  void whatWaitsAndWhatIsAskedAnewIsRejectedByName() {
    Shop shop = shop();
    Asked waits = shop.asks("waits", HOUR);
    waits.offer();
    Identity worker = Identity.worker(shop).offboarded();
    worker.isRefused(waits);
    worker.isRefused(shop.asks("anew", HOUR));
    shop.asks("others", OTHER).offer();
  }

  @ConcurrentTest
  void creatingTheAccountAnewChangesNothingAndReinstatingDoes() {
    Shop shop = shop();
    Identity worker = Identity.worker(shop).offboarded();
    worker.settled();
    worker.deleted();
    worker.made();
    worker.isRefused(shop.asks("anew", HOUR));
    worker.reinstated("it was another worker");
    Lab.await()
        .until(
            () ->
                Objects.requireNonNull(worker.freeze().getStatus()).phase()
                    == RecordPhase.Reinstated);
    Asked again = shop.asks("again", HOUR).activeBy(Cast.OLGA);
    worker.offboarded();
    again.awaits(RequestPhase.Revoked);
    worker.settled();
    assertThat(Objects.requireNonNull(worker.freeze().getStatus()).history())
        .extracting(entry -> entry.event())
        .containsSubsequence("Offboarded", "Reinstated", "Offboarded");
  }

  /** What it asked for others and was given stays theirs. */
  @ConcurrentTest
  void whoWasShutOutAsksForNobodyElseEither() {
    Shop shop = shop();
    Identity bot = new Identity(shop, "bot").made();
    Person asks = new Person(new Subject(shop.namespace(), "bot").userName(), "path-requesters");
    Asked given = shop.asks(asks, Map.of(), "given", "reader", OTHER);
    given.activeBy(Cast.OLGA, Cast.OTTO);
    Asked waits = shop.asks(asks, Map.of(), "waits", "reader", OTHER);
    waits.offer();
    bot.offboarded();
    for (Asked one : List.of(waits, shop.asks(asks, Map.of(), "anew", "reader", OTHER))) {
      one.awaits(RequestPhase.Rejected);
      assertThat(one.condition("Accepted").getReason()).isEqualTo("RequesterOffboarded");
      assertThat(one.condition("Accepted").getMessage()).contains("have somebody else ask");
    }
    bot.settled();
    assertThat(given.status().phase()).isEqualTo(RequestPhase.Active);
  }

  /**
   * A claim is compared as people are, so another spelling of the account's name is no way round.
   */
  @ConcurrentTest
  void whoWasShutOutIsNotAskedForInAnotherSpellingEither() {
    Shop shop = shop();
    Identity bot = new Identity(shop, "bot").made().offboarded();
    bot.settled();
    String name = new Subject(shop.namespace(), "bot").userName();
    List<String> spellings = List.of(name, name.toUpperCase(Locale.ROOT), " " + name);
    for (int i = 0; i < spellings.size(); i++) {
      Map<String, String> claim = Map.of("leasehold.dev/requested-by", spellings.get(i));
      Asked asked = shop.asks(Cast.GITOPS, claim, "by-" + i, "reader", OTHER);
      asked.awaits(RequestPhase.Rejected);
      assertThat(asked.condition("Accepted").getReason()).isEqualTo("RequesterOffboarded");
    }
  }

  /** Whoever gets rid of the account in the next moment does not get rid of what was said of it. */
  @ConcurrentTest
  void accountThatIsDeletedRightAfterwardsStaysFrozen() {
    Shop shop = shop();
    for (int i = 0; i < 10; i++) {
      Identity hasty = new Identity(shop, "hasty-" + i).made().offboarded();
      hasty.deleted();
      hasty.made();
      hasty.settled();
    }
    Asked anew = shop.asks("anew", HOUR + ", subject: {serviceAccountName: hasty-0}");
    new Identity(shop, "hasty-0").isRefused(anew);
  }

  private static Shop shop() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    new Identity(shop, "other").made();
    return shop;
  }
}
