package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many ask for what few can have, within two seconds, and are looked at in any order. */
class RaceTest {
  private static final int RACES = 2000;
  private static final int MOST = 8;

  /** One who asks; the doomed are refused whoever else there is. */
  private static final class Runner {
    private final Request request;
    private Progress progress = new Progress.Unjudged();
    private String end = "";

    Runner(Random random, int number) {
      Asked asked = Asked.ordinary();
      boolean doomed = random.nextInt(3) == 0;
      this.request =
          made(
              (doomed ? asked.forTargets("unheard-of") : asked).request(),
              String.format(Locale.ROOT, "%08x-%d", random.nextInt(), number),
              Asked.AT.plusSeconds(random.nextInt(2)));
    }

    boolean doomed() {
      return !request.targets().isEmpty();
    }

    void look(List<Runner> all, Entitlement entitlement) {
      if (!end.isEmpty()) {
        return;
      }
      Company company =
          new Company(
              progress,
              Asked.AT,
              Set.of(),
              all.stream().filter(r -> r.end.isEmpty()).map(Runner::rival).toList(),
              List.of());
      switch (Admission.review(facts(entitlement, company), TestRulebook.unasked())) {
        case Verdict.Permitted _ -> progress = new Progress.Offered();
        case Verdict.Undecided undecided -> {
          assertThat(undecided.reason().code()).isEqualTo(ReasonCode.EARLIER_REQUEST_UNDECIDED);
          assertThat(progress).as("an offer stays").isNotEqualTo(new Progress.Offered());
          progress = new Progress.Waiting(Asked.AT);
        }
        case Verdict.Refused(var reason, var _) -> {
          assertThat(progress).as("an offer stays").isNotEqualTo(new Progress.Offered());
          end = reason.code().text();
        }
      }
    }

    private Facts facts(Entitlement entitlement, Company company) {
      Facts ordinary = TestFacts.of(Asked.ordinary(), entitlement).among(company).facts();
      return new Facts(
          request,
          ordinary.offering(),
          ordinary.namespace(),
          ordinary.subjectUid(),
          company,
          ordinary.secret(),
          ordinary.pinned(),
          ordinary.above());
    }

    private Rival rival() {
      return new Rival(
          request.ref(),
          request.entitlement(),
          request.subject(),
          request.askers(),
          request.createdAt(),
          progress);
    }
  }

  @Test
  void theFirstOfThoseWhoCanHaveItGetItInWhateverOrderTheyAreLookedAt() {
    for (int seed = 0; seed < RACES; seed++) {
      Random random = new Random(seed);
      int cap = 1 + random.nextInt(3);
      List<Runner> all = runners(random);
      run(all, all, cap, random);
      List<Runner> sound =
          all.stream()
              .filter(r -> !r.doomed())
              .sorted(
                  Comparator.comparing((Runner r) -> r.request.createdAt())
                      .thenComparing(r -> r.request.ref().uid()))
              .toList();
      assertThat(all.stream().filter(r -> r.end.isEmpty()))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(sound.subList(0, Math.min(cap, sound.size())));
    }
  }

  @Test
  void whoeverIsSeenLateTakesNothingFromWhoWasOfferedIt() {
    for (int seed = 0; seed < RACES; seed++) {
      Random random = new Random(seed);
      int cap = 1 + random.nextInt(3);
      List<Runner> all = runners(random);
      List<Runner> seen = all.subList(0, 1 + random.nextInt(all.size()));
      run(seen, seen, cap, random);
      List<Runner> offered = seen.stream().filter(r -> r.end.isEmpty()).toList();
      run(all, all, cap, random);
      assertThat(all.stream().filter(r -> r.end.isEmpty()).toList())
          .as("seed %d", seed)
          .containsAll(offered)
          .hasSize((int) Math.min(cap, all.stream().filter(r -> !r.doomed()).count()));
    }
  }

  private static List<Runner> runners(Random random) {
    List<Runner> all = new ArrayList<>();
    int count = 1 + random.nextInt(MOST);
    for (int i = 0; i < count; i++) {
      all.add(new Runner(random, i));
    }
    return all;
  }

  /** Looks at anybody, until everybody was looked at often enough for all to be told. */
  private static void run(List<Runner> who, List<Runner> all, int cap, Random random) {
    Entitlement entitlement =
        Offered.ordinary().capped(OptionalInt.of(cap), OptionalInt.empty()).entitlement();
    for (int i = 0; i < MOST; i++) {
      who.get(random.nextInt(who.size())).look(all, entitlement);
    }
    for (int round = 0; round < MOST; round++) {
      who.forEach(runner -> runner.look(all, entitlement));
    }
    assertThat(all).noneMatch(r -> r.end.isEmpty() && !r.progress.settled());
  }

  private static Request made(Request as, String uid, Instant at) {
    return new Request(
        new RequestRef("payments", uid, uid),
        as.specDigest(),
        as.entitlement(),
        as.subject(),
        as.extent(),
        as.startAt(),
        as.justification(),
        as.ticket(),
        false,
        as.channel(),
        as.secretName(),
        as.requestId(),
        as.askers(),
        as.byWildcard(),
        at);
  }
}
