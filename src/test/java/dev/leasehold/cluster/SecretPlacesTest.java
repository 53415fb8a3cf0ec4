package dev.leasehold.cluster;

import static dev.leasehold.policy.Facts.SecretPlace.FOREIGN;
import static dev.leasehold.policy.Facts.SecretPlace.FREE_OR_OURS;
import static dev.leasehold.policy.Facts.SecretPlace.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.OneCatalog;
import dev.leasehold.controller.Written;
import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.TestRulebook;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whether a Secret is free costs a call, which thousands of waiting requests must not repeat. */
class SecretPlacesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:01Z");
  private static final Reason WHY = new Reason(ReasonCode.SECRET_UNKNOWN, "because");

  private final List<String> asked = new ArrayList<>();
  private Supplier<Outcome<Boolean>> answer = () -> new Outcome.Done<>(true);
  private Instant now = NOW;
  private final SecretPlaces places = new SecretPlaces(new Asked(), () -> now);

  private static AccessRequest request(String name, Instant created) {
    AccessRequest request = Written.request("u-" + name);
    request.getMetadata().setName(name);
    request.getMetadata().setCreationTimestamp(created.toString());
    request
        .getMetadata()
        .setAnnotations(Map.of(Keys.APPLIED_BY, "rita", "leasehold.dev/secret-visible", "true"));
    return request;
  }

  @Test
  void anAnswerHoldsForAMinuteForAllWhoNameTheSame() {
    AccessRequest first = request("first", NOW);
    AccessRequest second = request("second", NOW);
    for (int i = 0; i < 60; i++) {
      now = NOW.plusSeconds(i);
      assertThat(places.of(first, "token")).isEqualTo(FREE_OR_OURS);
      assertThat(places.of(second, "token")).isEqualTo(FREE_OR_OURS);
    }
    assertThat(asked).containsExactly("payments/token");
    now = NOW.plusSeconds(60);
    answer = () -> new Outcome.Refused<>(WHY);
    assertThat(places.of(first, "token")).isEqualTo(FOREIGN);
    assertThat(places.of(first, "another")).isEqualTo(FOREIGN);
    assertThat(asked).containsExactly("payments/token", "payments/token", "payments/another");
  }

  /** Who took the Secret away asks again, and an end is final. */
  @Test
  void whoAsksAfterSomebodyWasRefusedIsNotRefusedForWhatWasThereThen() {
    answer = () -> new Outcome.Refused<>(WHY);
    Instant before = NOW.minusSeconds(1);
    assertThat(places.of(request("first", before), "token")).isEqualTo(FOREIGN);
    now = NOW.plusSeconds(9);
    answer = () -> new Outcome.Done<>(true);
    assertThat(places.of(request("first", before), "token")).isEqualTo(FOREIGN);
    assertThat(places.of(request("again", NOW.plusSeconds(8)), "token")).isEqualTo(FREE_OR_OURS);
    assertThat(places.of(request("first", before), "token")).isEqualTo(FREE_OR_OURS);
  }

  /** The time at which a request was made is cut to the second. */
  @Test
  void whoAsksAgainWithinTheSecondIsNotRefusedEither() {
    now = NOW.plusMillis(300);
    answer = () -> new Outcome.Refused<>(WHY);
    assertThat(places.of(request("first", NOW), "token")).isEqualTo(FOREIGN);
    now = NOW.plusMillis(900);
    answer = () -> new Outcome.Done<>(true);
    assertThat(places.of(request("again", NOW), "token")).isEqualTo(FREE_OR_OURS);
  }

  @Test
  void noAnswerIsKeptLongerBecauseTheClockWentBack() {
    answer =
        () -> {
          throw new Unavailable(WHY);
        };
    assertThat(places.of(request("first", NOW.minusSeconds(7200)), "token")).isEqualTo(UNKNOWN);
    now = NOW.minusSeconds(3600);
    answer = () -> new Outcome.Done<>(true);
    assertThat(places.of(request("first", NOW.minusSeconds(7200)), "token"))
        .isEqualTo(FREE_OR_OURS);
  }

  @Test
  void whatCouldNotBeAskedIsAskedAgainSoon() {
    answer =
        () -> {
          throw new Unavailable(WHY);
        };
    AccessRequest request = request("first", NOW);
    for (int i = 0; i < 10; i++) {
      now = NOW.plusMillis(i * 500L);
      assertThat(places.of(request, "token")).isEqualTo(UNKNOWN);
    }
    assertThat(asked).hasSize(1);
    now = NOW.plusSeconds(5);
    answer = () -> new Outcome.Done<>(true);
    assertThat(places.of(request, "token")).isEqualTo(FREE_OR_OURS);
  }

  @Test
  void onlySoManyAnswersAreKept() {
    AccessRequest request = request("first", NOW);
    for (int i = 0; i <= SecretPlaces.AT_MOST; i++) {
      assertThat(places.of(request, "token-" + i)).isEqualTo(FREE_OR_OURS);
    }
    asked.clear();
    assertThat(places.of(request, "token-0")).isEqualTo(FREE_OR_OURS);
    assertThat(places.of(request, "token-" + SecretPlaces.AT_MOST)).isEqualTo(FREE_OR_OURS);
    assertThat(asked).containsExactly("payments/token-0");
  }

  @Test
  void nobodyIsAskedForWhatAnythingElseKeepsFromBeingOffered() {
    for (String terms :
        List.of(
            "approval: {mode: Auto, justification: {minLength: 10}}",
            "approval: {mode: Auto}, policies: [{name: night, expression: never, message: it is not}]")) {
      assertThat(verdict(terms, false)).isNotInstanceOf(Verdict.Permitted.class);
      assertThat(asked).as(terms).isEmpty();
    }
    assertThat(verdict("approval: {mode: Auto}", false)).isInstanceOf(Verdict.Permitted.class);
    assertThat(asked).containsExactly("payments/report");
  }

  @Test
  void whatTheAnswerIsDecidesWhereAllElsePermits() {
    assertThat(verdict("approval: {mode: Auto}", true))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.reason().code()).isEqualTo(ReasonCode.SECRET_NOT_OURS));
  }

  private Verdict verdict(String terms, boolean foreign) {
    answer = () -> foreign ? new Outcome.Refused<>(WHY) : new Outcome.Done<>(true);
    RequestObserver observer =
        new RequestObserver(
            new Bindable(Set.of("orders-reader"), Set.of()),
            TestRulebook.answering(Map.of("never", new Rulebook.Answer.No())),
            text -> "0".repeat(64));
    OneCatalog view =
        new OneCatalog(new Caches(), terms) {
          @Override
          public Facts.SecretPlace secret(AccessRequest request, String secretName) {
            return places.of(request, secretName);
          }
        };
    return observer.observe(request("report", NOW), view, new Guard.Live("f"), NOW).verdict();
  }

  private final class Asked implements Delivery {
    @Override
    public Outcome<Boolean> available(RequestRef request, String secretName) {
      asked.add(request.namespace() + "/" + secretName);
      return answer.get();
    }

    @Override
    public Outcome<ObjectRef> deliver(
        Grant grant, Map<String, Credential> byTarget, Optional<ObjectRef> known) {
      throw new AssertionError("nothing is delivered");
    }

    @Override
    public Outcome<Boolean> rehearse(Grant grant, Optional<ObjectRef> known) {
      throw new AssertionError("nothing is rehearsed");
    }

    @Override
    public Removal remove(Grant grant, Optional<ObjectRef> known) {
      throw new AssertionError("nothing is removed");
    }
  }
}
