package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Facts.Offering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every term alone, and every pair of them, since the first that does not hold decides. */
class AdmissionTest {
  private static final Instant LATE =
      Asked.AT.plus(Offered.DECIDE_WITHIN).plus(Offered.VALID_FOR).plusNanos(1);

  /** What an ordinary request is judged by, in the order in which it is. */
  enum Trouble {
    APPLIER("ApplierUnattested", "leasehold.dev/applied-by"),
    NAMESPACE("NamespaceNotPermitted", "spec.requestableFrom"),
    SUBJECT("SubjectNotFound", "spec.subject.serviceAccountName"),
    DURATION("DurationTooLong", "at most 8h"),
    TARGETS("UnknownTarget", "it has shop, own"),
    JUSTIFICATION("JustificationTooShort", "at least 10"),
    TICKET("TicketRequired", "must match ^(INC|CHG)-["),
    EMERGENCY("EmergencyNotOffered", "spec.emergency"),
    CONFLICTS("ConflictingAccess", "end that first, or wait for its end"),
    START("StartTooFarAhead", "at most 36h after"),
    CAPS("CapReached", "wait for one to end"),
    SECRET("SecretNotOurs", "choose another spec.secretName");

    private final String code;
    private final String remedy;

    Trouble(String code, String remedy) {
      this.code = code;
      this.remedy = remedy;
    }

    TestFacts in(TestFacts f) {
      return switch (this) {
        case APPLIER -> f.asked(f.asked().by("", ""));
        case NAMESPACE -> f.namespace(Map.of("domain", "x"), false);
        case SUBJECT -> f.withoutSubject();
        case DURATION -> f.asked(f.asked().lasting(Duration.ofHours(9)));
        case TARGETS -> f.asked(f.asked().forTargets("shop", "db"));
        case JUSTIFICATION -> f.asked(f.asked().because("short"));
        case TICKET -> f.asked(f.asked().withTicket("?"));
        case EMERGENCY -> f.asked(f.asked().inEmergency());
        case CONFLICTS -> f.among(Rivals.conflict());
        case START -> f.asked(f.asked().startingAt(LATE));
        case CAPS -> f.used(9, 9);
        case SECRET -> f.secret(Facts.SecretPlace.FOREIGN);
      };
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
            "conflicts",
            "evidence",
            "start",
            "caps",
            "secret");
    assertThat(verdict.trace()).allMatch(d -> d.result() == Decision.Result.HOLDS);
    assertThat(((Verdict.Permitted) verdict).subjectUid()).isEqualTo(TestFacts.SUBJECT_UID);
  }

  @ParameterizedTest
  @EnumSource
  void eachTroubleIsNamedWithItsRemedy(Trouble trouble) {
    Verdict verdict = review(trouble.in(ORDINARY));
    assertTrouble(verdict, trouble);
    assertThat(reason(verdict).message()).contains(trouble.remedy).hasSizeLessThan(512);
  }

  @ParameterizedTest
  @EnumSource
  void theFirstOfTwoTroublesDecides(Trouble first) {
    for (Trouble second : Trouble.values()) {
      if (second.compareTo(first) > 0) {
        assertTrouble(review(first.in(second.in(ORDINARY))), first);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLiveGrantIsNotJudgedByWhatMattersOnlyBeforeIt(Trouble trouble) {
    Verdict verdict = review(trouble.in(ORDINARY).alreadyGranted());
    if (trouble.entryOnly()) {
      assertThat(verdict).isInstanceOf(Verdict.Permitted.class);
    } else {
      assertTrouble(verdict, trouble);
    }
  }

  /** Nothing that may still come would change it. */
  @Test
  void whoIsNotKnownToHaveAskedIsRefusedWhateverIsOnOffer() {
    Reason why = new Reason(ReasonCode.POLICY_REFUSES, "because");
    TestFacts facts = Trouble.APPLIER.in(ORDINARY);
    assertTrouble(review(facts.offering(new Offering.NotYet(why))), Trouble.APPLIER);
    assertTrouble(review(facts.offering(new Offering.Missing(why))), Trouble.APPLIER);
    assertTrouble(review(facts.offering(new Offering.Retired(why))), Trouble.APPLIER);
  }

  @Test
  void whatMayStillComeIsWaitedForAndWhatWasTakenAwayIsRefused() {
    Reason why = new Reason(ReasonCode.POLICY_REFUSES, "because");
    for (Trouble any : EnumSet.complementOf(EnumSet.of(Trouble.APPLIER))) {
      TestFacts facts = any.in(ORDINARY);
      assertThat(review(facts.offering(new Offering.NotYet(why)))).isEqualTo(waits(why));
      assertThat(review(facts.offering(new Offering.Missing(why)))).isEqualTo(waits(why));
      assertThat(review(facts.offering(new Offering.Retired(why)))).isEqualTo(refused(why));
    }
    Reason taken = new Reason(ReasonCode.ENTITLEMENT_RETIRED, "because");
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
            v -> assertThat(v.reason().code()).hasToString("NamespaceNotFound"));
    assertThat(reason(review(ORDINARY.namespace(Map.of("domain", "payments"), true))).code())
        .isEqualTo(ReasonCode.NAMESPACE_TERMINATING);
  }

  private static Verdict review(TestFacts facts) {
    return Admission.review(facts.facts(), TestRulebook.unasked());
  }

  private static void assertTrouble(Verdict verdict, Trouble trouble) {
    assertThat(verdict)
        .isInstanceOf(trouble.waits() ? Verdict.Undecided.class : Verdict.Refused.class);
    assertThat(reason(verdict).code()).hasToString(trouble.code);
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
