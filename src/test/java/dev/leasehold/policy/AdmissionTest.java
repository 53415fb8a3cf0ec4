package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.policy.Facts.Offering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every term alone, and every pair of them, since the first that does not hold decides. */
class AdmissionTest {
  private static final Instant NOW = Asked.AT.plusSeconds(5);

  /** What an ordinary request is judged by, in the order in which it is. */
  enum Trouble {
    APPLIER(f -> f.asked(f.asked().by("", "")), "ApplierUnattested", "leasehold.dev/applied-by"),
    NAMESPACE(f -> f.namespace(Map.of("domain", "x"), false), "NamespaceNotPermitted", "spec.requ"),
    SUBJECT(TestFacts::withoutSubject, "SubjectNotFound", "spec.subject.serviceAccountName"),
    DURATION(f -> f.asked(f.asked().lasting(hours(9))), "DurationTooLong", "at most 8h"),
    TARGETS(f -> f.asked(f.asked().forTargets("shop", "db")), "UnknownTarget", "it has shop, own"),
    JUSTIFICATION(f -> f.asked(f.asked().because("short")), "JustificationTooShort", "at least 10"),
    TICKET(f -> f.asked(f.asked().withTicket("?")), "TicketRequired", "must match ^(INC|CHG)-["),
    EMERGENCY(f -> f.asked(f.asked().inEmergency()), "EmergencyNotOffered", "spec.emergency"),
    START(f -> f.asked(f.asked().startingAt(late())), "StartTooFarAhead", "at most 36h after"),
    CAPS(f -> f.used(9, 9), "CapReached", "wait for one to end"),
    SECRET(f -> f.secret(Facts.SecretPlace.FOREIGN), "SecretNotOurs", "choose another spec.secr");

    private final UnaryOperator<TestFacts> make;
    private final String code;
    private final String remedy;

    Trouble(UnaryOperator<TestFacts> make, String code, String remedy) {
      this.make = make;
      this.code = code;
      this.remedy = remedy;
    }

    private static Duration hours(int hours) {
      return Duration.ofHours(hours);
    }

    private static Instant late() {
      return Asked.AT.plus(Offered.DECIDE_WITHIN).plus(Offered.VALID_FOR).plusNanos(1);
    }

    boolean entryOnly() {
      return this == START || this == CAPS || this == SECRET;
    }

    boolean waits() {
      return this == SUBJECT;
    }
  }

  private static final TestFacts ORDINARY =
      TestFacts.of(
          Asked.ordinary(),
          Offered.ordinary().capped(OptionalInt.of(2), OptionalInt.of(3)).entitlement());

  @Test
  void anOrdinaryRequestIsPermittedAndEveryRuleIsSaidToHold() {
    Verdict verdict = review(ORDINARY);
    assertThat(verdict).isInstanceOf(Verdict.Permitted.class);
    assertThat(verdict.trace())
        .extracting(Decision::rule)
        .containsExactly(
            "entitlement",
            "applier",
            "namespace",
            "subject",
            "duration",
            "targets",
            "justification",
            "ticket",
            "emergency",
            "start",
            "caps",
            "secret");
    assertThat(verdict.trace()).allMatch(d -> d.result() == Decision.Result.HOLDS);
    assertThat(((Verdict.Permitted) verdict).subjectUid()).isEqualTo(TestFacts.SUBJECT_UID);
  }

  @ParameterizedTest
  @EnumSource
  void eachTroubleIsNamedWithItsRemedy(Trouble trouble) {
    Verdict verdict = review(trouble.make.apply(ORDINARY));
    assertTrouble(verdict, trouble);
    assertThat(reason(verdict).message()).contains(trouble.remedy).hasSizeLessThan(512);
  }

  @ParameterizedTest
  @EnumSource
  void theFirstOfTwoTroublesDecides(Trouble first) {
    for (Trouble second : Trouble.values()) {
      if (second.compareTo(first) > 0) {
        assertTrouble(review(first.make.apply(second.make.apply(ORDINARY))), first);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLiveGrantIsNotJudgedByWhatMattersOnlyBeforeIt(Trouble trouble) {
    Verdict verdict = review(trouble.make.apply(ORDINARY).alreadyGranted());
    if (trouble.entryOnly()) {
      assertThat(verdict).isInstanceOf(Verdict.Permitted.class);
    } else {
      assertTrouble(verdict, trouble);
    }
  }

  @Test
  void whatMayStillComeIsWaitedForAndWhatWasTakenAwayIsRefused() {
    Reason why = new Reason("Why", "because");
    for (Trouble any : Trouble.values()) {
      TestFacts facts = any.make.apply(ORDINARY);
      assertThat(review(facts.offering(new Offering.NotYet(why)))).isEqualTo(waits(why));
      assertThat(review(facts.offering(new Offering.Missing(why)))).isEqualTo(waits(why));
      assertThat(review(facts.offering(new Offering.Retired(why)))).isEqualTo(refused(why));
    }
    Reason taken = new Reason(Facts.RETIRED, "because");
    TestFacts live = ORDINARY.alreadyGranted();
    assertThat(review(live.offering(new Offering.NotYet(why)))).isEqualTo(waits(why));
    assertThat(review(live.offering(new Offering.Missing(why)))).isEqualTo(refused(taken));
    assertThat(review(live.offering(new Offering.Retired(why)))).isEqualTo(refused(why));
  }

  @Test
  void aNamespaceThatIsNotToBeSeenIsWaitedForAndOneThatGoesIsRefused() {
    assertThat(review(ORDINARY.withoutNamespace()))
        .isInstanceOfSatisfying(
            Verdict.Undecided.class,
            v -> assertThat(v.reason().code()).isEqualTo("NamespaceNotFound"));
    assertThat(reason(review(ORDINARY.namespace(Map.of("domain", "payments"), true))).code())
        .isEqualTo(Facts.TERMINATING);
  }

  private static Verdict review(TestFacts facts) {
    return Admission.review(facts.facts(), NOW);
  }

  private static void assertTrouble(Verdict verdict, Trouble trouble) {
    assertThat(verdict)
        .isInstanceOf(trouble.waits() ? Verdict.Undecided.class : Verdict.Refused.class);
    assertThat(reason(verdict).code()).isEqualTo(trouble.code);
    List<Decision> trace = new ArrayList<>(verdict.trace());
    Decision last = trace.removeLast();
    assertThat(last)
        .isEqualTo(
            new Decision(
                trouble.name().toLowerCase(Locale.ROOT),
                trouble.waits() ? Decision.Result.WAITS : Decision.Result.REFUSES,
                reason(verdict).message()));
    assertThat(trace).allMatch(d -> d.result() == Decision.Result.HOLDS);
  }

  static Reason reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Permitted permitted -> throw new AssertionError("permitted");
      case Verdict.Refused refused -> refused.reason();
      case Verdict.Undecided undecided -> undecided.reason();
    };
  }

  private static Verdict waits(Reason why) {
    return new Verdict.Undecided(
        why, List.of(new Decision("entitlement", Decision.Result.WAITS, why.message())));
  }

  private static Verdict refused(Reason why) {
    return new Verdict.Refused(
        why, List.of(new Decision("entitlement", Decision.Result.REFUSES, why.message())));
  }
}
