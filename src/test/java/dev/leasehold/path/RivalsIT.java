package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of those who ask for what not all can have, whoever is refused is refused rightly. */
final class RivalsIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final String BEHIND = "EarlierRequestUndecided";
  private static final int PAIRS = 10;
  private static final int RIVALS = 8;
  private static final Set<RequestPhase> ANSWERED =
      Set.of(RequestPhase.AwaitingApproval, RequestPhase.Rejected);

  private static Shop capped(String caps) {
    return Shop.offering(LAB.lab(), Entitled.reader().with("caps: {" + caps + "}"));
  }

  private static void account(Shop shop, String name) {
    shop.apply(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: %s}}"
            .formatted(name, shop.namespace()));
  }

  private static Asked asks(Shop shop, String name, String subject, String more) {
    return shop.asks(name, HOUR + ", subject: {serviceAccountName: " + subject + "}" + more);
  }

  @ConcurrentTest
  void nobodyIsRefusedForAnEarlierOneThatIsRefusedItself() {
    Shop shop = capped("perSubject: 1");
    List<String> subjects = IntStream.range(0, PAIRS).mapToObj(i -> "account-" + i).toList();
    subjects.forEach(subject -> account(shop, subject));
    List<Asked> all =
        subjects.stream()
            .flatMap(subject -> Stream.of("doomed-" + subject, "sound-" + subject))
            .parallel()
            .map(
                name ->
                    name.startsWith("doomed")
                        ? asks(shop, name, name.substring(7), ", targets: [unheard-of]")
                        : asks(shop, name, name.substring(6), ""))
            .toList();
    for (Asked asked : all) {
      asked.awaits(
          asked.name().startsWith("doomed")
              ? RequestPhase.Rejected
              : RequestPhase.AwaitingApproval);
    }
  }

  @ConcurrentTest
  void whoeverIsBehindOneThatWaitsIsToldAndGoesOnWhenThatIsOfferedOrGone() {
    Shop shop = capped("perNamespace: 1");
    Asked first = asks(shop, "first", "newcomer", "").ahead();
    first.condition("Accepted", "SubjectNotFound");
    Asked second = shop.asks("second", HOUR).ahead();
    assertThat(second.condition("Accepted", BEHIND).getMessage())
        .contains("request first of this namespace", "goes on by itself");
    assertThat(second.status().phase()).isEqualTo(RequestPhase.Pending);
    first.deletedBy(Cast.RITA);
    second.awaits(RequestPhase.AwaitingApproval);
    second.annotate(Cast.RITA, "leasehold.dev/revoke", "not needed");
    second.awaits(RequestPhase.Withdrawn);
    Asked third = asks(shop, "third", "newcomer", "").ahead();
    third.condition("Accepted", "SubjectNotFound");
    Asked fourth = shop.asks("fourth", HOUR);
    fourth.condition("Accepted", BEHIND);
    account(shop, "newcomer");
    third.awaits(RequestPhase.AwaitingApproval);
    fourth.awaits(RequestPhase.Rejected);
    assertThat(fourth.condition("Accepted").getReason()).isEqualTo("CapReached");
  }

  @ConcurrentTest
  void segregatedDutiesWaitForWhatBecomesOfAnEarlierRequestToo() {
    Shop shop = Segregated.segregated(LAB.lab(), Segregated.reader());
    Asked first =
        Segregated.asks(
            shop, Cast.RITA, "reads", "reader", ", subject: {serviceAccountName: newcomer}");
    first.ahead().condition("Accepted", "SubjectNotFound");
    Asked second = Segregated.asks(shop, "writes", "writer");
    assertThat(second.condition("Accepted", BEHIND).getMessage())
        .contains("request reads of this namespace", "must not be held together");
    account(shop, "newcomer");
    first.awaits(RequestPhase.Active);
    Segregated.assertConflict(second, "newcomer has");
  }

  @ConcurrentTest
  void policiesThatCountWhatElseTheSubjectAskedForWaitForItToo() {
    String alone = "{name: alone, expression: 'grants.size() == 0', message: one at a time}";
    Shop shop = Shop.bare(LAB.lab());
    shop.offers(Entitled.reader().with("policies: [" + alone + "]"));
    Asked first = shop.asks(Cast.RITA, Map.of(), "first", "unheard-of", HOUR).ahead();
    first.condition("Accepted", "EntitlementNotFound");
    Asked second = shop.asks("second", HOUR);
    assertThat(second.condition("Accepted", BEHIND).getMessage()).contains("policy alone");
    first.deletedBy(Cast.RITA);
    second.awaits(RequestPhase.AwaitingApproval);
    shop.asks("third", HOUR).awaits(RequestPhase.Rejected);
  }

  @ConcurrentTest
  void ofManyThatArriveTogetherAsManyAreOfferedAsTheCapSaysAndNoOfferIsTakenBack() {
    Shop shop = capped("perNamespace: 3");
    List<Asked> all =
        IntStream.range(0, RIVALS).parallel().mapToObj(i -> shop.asks("rival-" + i, HOUR)).toList();
    all.forEach(asked -> Lab.await().until(() -> answered(asked)));
    assertThat(all).filteredOn(a -> a.status().phase() == RequestPhase.AwaitingApproval).hasSize(3);
    assertThat(all)
        .filteredOn(a -> a.status().phase() == RequestPhase.Rejected)
        .allSatisfy(a -> assertThat(a.condition("Accepted").getReason()).isEqualTo("CapReached"))
        .allSatisfy(a -> assertThat(events(a)).doesNotContain("AwaitingApproval"));
  }

  @ConcurrentTest
  void aClaimTakesUpNoPersonsCapButThatOfItsApplierForThatName() {
    Shop shop = capped("perRequester: 1");
    claims(shop, "for-rita", Cast.RITA.name()).awaits(RequestPhase.AwaitingApproval);
    shop.asks("own", HOUR).awaits(RequestPhase.AwaitingApproval);
    claims(shop, "for-rob", "rob").awaits(RequestPhase.AwaitingApproval);
    Asked again = claims(shop, "again", Cast.RITA.name().toUpperCase(Locale.ROOT));
    again.awaits(RequestPhase.Rejected);
    assertThat(again.condition("Accepted").getReason()).isEqualTo("CapReached");
  }

  private static Asked claims(Shop shop, String name, String requester) {
    Map<String, String> claim = Map.of("leasehold.dev/requested-by", requester);
    return shop.asks(Cast.GITOPS, claim, name, "reader", HOUR);
  }

  @ConcurrentTest
  void whoWasOfferedItKeepsTheOfferWhoeverAsksInTheSameSecond() {
    Shop shop = capped("perSubject: 1");
    Asked first = shop.asks("first", HOUR);
    first.offer();
    for (int i = 0; i < RIVALS; i++) {
      shop.asks("rival-" + i, HOUR).awaits(RequestPhase.Rejected);
    }
    account(shop, "unrelated");
    first.activeBy(Cast.OLGA);
  }

  private static boolean answered(Asked asked) {
    RequestPhase phase = asked.status().phase();
    return phase != null && ANSWERED.contains(phase);
  }

  private static List<String> events(Asked asked) {
    return asked.status().history().stream().map(HistoryEntry::event).toList();
  }
}
