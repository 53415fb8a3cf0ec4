package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Askers;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Subject;
import dev.leasehold.policy.Facts.Offering;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two that must not be held together: of each pair exactly one gives way, whoever looks first. */
class SeparationTest {
  private static final Instant EARLY = Asked.AT.minusSeconds(60);
  private static final RoleRef ADMIN_ROLE = new RoleRef(RoleRef.Kind.ROLE, "orders-admin");

  /** One of two rivals, as each can be. */
  private record Side(String uid, Instant createdAt, Progress progress) {
    Request request() {
      Request ordinary = Asked.ordinary().request();
      return new Request(
          new RequestRef("payments", uid, uid),
          ordinary.specDigest(),
          ordinary.entitlement(),
          ordinary.subject(),
          ordinary.extent(),
          ordinary.startAt(),
          ordinary.justification(),
          ordinary.ticket(),
          false,
          ordinary.channel(),
          ordinary.secretName(),
          ordinary.requestId(),
          ordinary.askers(),
          ordinary.byWildcard(),
          createdAt);
    }

    boolean givesWayTo(Side other) {
      Rival rival =
          new Rival(
              other.request().ref(),
              new EntitlementRef("payments", "orders-admin"),
              new Subject("payments", "nightly-report"),
              Askers.of("rita", "rita"),
              other.createdAt(),
              other.progress());
      Company company =
          new Company(progress, EARLY, Set.of(Rivals.ADMIN), List.of(rival), List.of());
      return !company.ahead(request()).isEmpty();
    }
  }

  private static final List<Progress> COME =
      List.of(
          Rivals.UNJUDGED,
          new Progress.Waiting(EARLY),
          new Progress.Waiting(Asked.AT),
          new Progress.Offered(),
          new Progress.Live(EARLY),
          new Progress.Live(Asked.AT));

  @Test
  void ofTwoRivalsExactlyOneGivesWayAndNeverWhoHasComeFurther() {
    int seen = 0;
    for (Instant mine : List.of(EARLY, Asked.AT)) {
      for (Instant theirs : List.of(EARLY, Asked.AT)) {
        for (Progress myself : COME) {
          for (Progress other : COME) {
            for (boolean swapped : List.of(false, true)) {
              Side me = new Side(swapped ? "b" : "a", mine, myself);
              Side them = new Side(swapped ? "a" : "b", theirs, other);
              assertThat(me.givesWayTo(them))
                  .as("%s %s", me, them)
                  .isNotEqualTo(them.givesWayTo(me));
              if (further(myself) > further(other)) {
                assertThat(me.givesWayTo(them)).isFalse();
              }
              seen++;
            }
          }
        }
      }
    }
    assertThat(seen).isEqualTo(288);
  }

  private static int further(Progress progress) {
    return switch (progress) {
      case Progress.Unjudged _, Progress.Waiting _ -> 0;
      case Progress.Offered _ -> 1;
      case Progress.Live _ -> 2;
    };
  }

  @Test
  void nobodyIsRefusedForWhoMayBeRefusedTooButWaits() {
    for (Progress come : List.of(Rivals.UNJUDGED, new Progress.Waiting(EARLY))) {
      Rivals admin = Rivals.earlier(1).asking("orders-admin").come(come);
      Verdict near = review(Rivals.company(Rivals.UNJUDGED, admin));
      assertThat(near).isInstanceOf(Verdict.Undecided.class);
      assertThat(AdmissionTest.reason(near).code()).isEqualTo(ReasonCode.EARLIER_REQUEST_UNDECIDED);
      assertThat(AdmissionTest.reason(near).message())
          .contains("request other-report of this namespace", Rivals.ADMIN, "goes on by itself");
      Verdict far = review(Rivals.company(Rivals.UNJUDGED, admin.in("stock").by("rita")));
      assertThat(AdmissionTest.reason(far).message())
          .contains("a request of rita for another namespace")
          .doesNotContain("stock", "other-report");
      Rivals offered = Rivals.earlier(2).asking("orders-admin");
      assertThat(review(Rivals.company(Rivals.UNJUDGED, admin, offered)))
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void amongThreeLiveOnesTheLatestGivesWayToBothAndTheFirstToNone() {
    Side first = new Side("c", Asked.AT, new Progress.Live(EARLY));
    Side second = new Side("b", EARLY, new Progress.Live(EARLY.plusNanos(1)));
    Side third = new Side("a", EARLY, new Progress.Live(Asked.AT));
    assertThat(third.givesWayTo(first)).isTrue();
    assertThat(third.givesWayTo(second)).isTrue();
    assertThat(second.givesWayTo(first)).isTrue();
    assertThat(first.givesWayTo(second) || first.givesWayTo(third)).isFalse();
  }

  @Test
  void oneSubjectOneNamespaceAndOneRequesterAreEnough() {
    Rivals admin = Rivals.earlier(1).asking("orders-admin");
    assertThat(message(admin)).contains("nightly-report has asked for by request other-report");
    assertThat(message(admin.of("another"))).contains("service account another");
    assertThat(message(admin.live(EARLY))).contains("nightly-report has by request other-report");
    assertThat(message(admin.in("stock").by("rita"))).contains("which rita has asked for");
  }

  @Test
  void aClaimBindsItsApplierAndNotWhomItNames() {
    Rivals admin = Rivals.earlier(1).asking("orders-admin").in("stock");
    for (Progress come :
        List.of(Rivals.UNJUDGED, new Progress.Offered(), new Progress.Live(EARLY))) {
      Rivals far = admin.come(come);
      assertPermitted(far.by(Askers.of("rita", "gitops")));
      assertPermitted(far.by(Askers.of("rita", "system:serviceaccount:ci:argocd")));
    }
    assertThat(message(admin.by(Askers.of("zed", "rita")))).contains("which rita has asked for");
    assertThat(message(admin.by("RITA"))).contains("which rita has asked for");
  }

  @Test
  void aClaimIsBoundByWhatItsNameAndItsApplierHave() {
    Asked claim = Asked.ordinary().by("rita", "clerk");
    Rivals admin = Rivals.earlier(1).asking("orders-admin").in("stock");
    for (Askers other :
        List.of(
            Askers.of("rita", "rita"),
            Askers.of("clerk", "clerk"),
            Askers.of("rob", "clerk"),
            Askers.of("Rita", "Clerk"))) {
      assertThat(review(claim, Rivals.company(Rivals.UNJUDGED, admin.by(other))))
          .as("%s", other)
          .isInstanceOf(Verdict.Refused.class);
    }
    assertThat(review(claim, Rivals.company(Rivals.UNJUDGED, admin.by(Askers.of("rob", "argo")))))
        .isInstanceOf(Verdict.Permitted.class);
  }

  /** One controller applies for every team of a company. */
  @Test
  void aMachineThatAppliesForManyKeepsThemApart() {
    String argo = "system:serviceaccount:ci:argocd";
    Asked claim = Asked.ordinary().by("rita", argo);
    Rivals admin = Rivals.earlier(1).asking("orders-admin").in("stock");
    assertThat(review(claim, Rivals.company(Rivals.UNJUDGED, admin.by(Askers.of("rob", argo)))))
        .isInstanceOf(Verdict.Permitted.class);
    assertThat(review(claim, Rivals.company(Rivals.UNJUDGED, admin.by(Askers.of("rita", argo)))))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void whatIsElsewhereIsNotNamed() {
    assertThat(message(Rivals.earlier(1).asking("orders-admin").in("stock").by("rita")))
        .contains(Rivals.ADMIN)
        .doesNotContain("stock", "other-report", "service account");
  }

  @Test
  void whatIsNotExcludedOrComesLaterOrIsItselfStandsInNobodysWay() {
    assertPermitted(Rivals.earlier(1).asking("orders-viewer"));
    assertPermitted(
        Rivals.earlier(1).asking("orders-admin").at(Asked.AT.plusSeconds(1)).come(Rivals.UNJUDGED));
    assertPermitted(Rivals.earlier(1).asking("orders-admin").named(Asked.UID).live(EARLY));
  }

  @Test
  void whatIsHeldOutsideIsAConflictAtAnyTime() {
    for (Optional<String> where : List.of(Optional.of("shop"), Optional.<String>empty())) {
      Company company =
          new Company(
              Rivals.UNJUDGED,
              Asked.AT,
              Set.of(Rivals.ADMIN),
              List.of(),
              List.of(
                  new Company.Outside(Rivals.ADMIN, "system:authenticated", ADMIN_ROLE, where)));
      for (TestFacts facts : List.of(ordinary(), ordinary().alreadyGranted())) {
        Reason reason =
            AdmissionTest.reason(
                Admission.review(facts.among(company).facts(), TestRulebook.unasked()));
        assertThat(reason.code()).isEqualTo(ReasonCode.CONFLICTING_ACCESS);
        assertThat(reason.message())
            .contains(Rivals.ADMIN, "Role orders-admin system:authenticated has")
            .contains("have that binding removed")
            .contains(where.map(n -> "in namespace " + n).orElse("cluster-wide"));
      }
    }
  }

  @Test
  void whatIsHeldOutsideOfSomethingElseIsNoConflict() {
    Company company =
        new Company(
            Rivals.UNJUDGED,
            Asked.AT,
            Set.of(Rivals.ADMIN),
            List.of(),
            List.of(
                new Company.Outside(
                    "payments.orders-viewer", "someone", ADMIN_ROLE, Optional.empty())));
    assertThat(Admission.review(ordinary().among(company).facts(), TestRulebook.unasked()))
        .isInstanceOf(Verdict.Permitted.class);
  }

  @Test
  void anEntitlementThatIsNotReadyShieldsNoLiveGrantFromConflict() {
    TestFacts live =
        ordinary()
            .alreadyGranted()
            .offering(new Offering.NotYet(new Reason(ReasonCode.ENTITLEMENT_DRAFT, "a draft")));
    Company lost =
        Rivals.company(
            new Progress.Live(Asked.AT), Rivals.earlier(1).asking("orders-admin").live(EARLY));
    Company won =
        Rivals.company(
            new Progress.Live(EARLY), Rivals.earlier(1).asking("orders-admin").live(Asked.AT));
    assertThat(
            AdmissionTest.reason(Admission.review(live.among(lost).facts(), TestRulebook.unasked()))
                .code())
        .isEqualTo(ReasonCode.CONFLICTING_ACCESS);
    assertThat(Admission.review(live.among(won).facts(), TestRulebook.unasked()))
        .isInstanceOf(Verdict.Undecided.class);
  }

  private static String message(Rivals rival) {
    return AdmissionTest.reason(review(Rivals.company(Rivals.UNJUDGED, rival))).message();
  }

  private static void assertPermitted(Rivals rival) {
    assertThat(review(Rivals.company(Rivals.UNJUDGED, rival)))
        .isInstanceOf(Verdict.Permitted.class);
  }

  private static Verdict review(Asked asked, Company company) {
    return Admission.review(
        TestFacts.of(asked, Offered.ordinary().entitlement()).among(company).facts(),
        TestRulebook.unasked());
  }

  private static Verdict review(Company company) {
    return Admission.review(ordinary().among(company).facts(), TestRulebook.unasked());
  }

  private static TestFacts ordinary() {
    return TestFacts.of(Asked.ordinary(), Offered.ordinary().entitlement());
  }
}
