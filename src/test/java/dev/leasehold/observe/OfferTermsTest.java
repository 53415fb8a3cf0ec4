package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Owners;
import dev.leasehold.model.Sensitivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferTermsTest {
  private static String digest(Entitlement offered) {
    return CanonicalDigest.of(OfferDocument.of(offered));
  }

  @Test
  void whoeverDecidesOrAnswersOtherwiseHasAnotherDigest() {
    List<Entitlement> offers = new ArrayList<>();
    ApprovalPolicy policy = Offered.required(new ApprovalPolicy.Place("owner", 1));
    offers.add(Offered.ordinary().entitlement());
    offers.add(Offered.ordinary().approvedBy(Offered.auto()).entitlement());
    offers.add(approved(new ApprovalPolicy.Place("owner", 2)));
    offers.add(approved(new ApprovalPolicy.Place("other", 1)));
    offers.add(approved(new ApprovalPolicy.Place("owner", 1), new ApprovalPolicy.Place("b", 1)));
    offers.add(
        Offered.ordinary()
            .approvedBy(
                new ApprovalPolicy(
                    policy.mode(),
                    policy.places(),
                    policy.decideWithin(),
                    Duration.ofHours(1),
                    false))
            .entitlement());
    offers.add(
        Offered.ordinary()
            .approvedBy(
                new ApprovalPolicy(
                    policy.mode(), policy.places(), policy.decideWithin(), policy.validFor(), true))
            .entitlement());
    offers.add(Offered.ordinary().lastingAtMost(Duration.ofHours(9)).entitlement());
    Owners.Owner a = new Owners.Owner("team", "team@example.com");
    Owners.Owner b = new Owners.Owner("other", "team@example.com");
    Owners.Owner c = new Owners.Owner("team", "other@example.com");
    for (Owners owners : List.of(new Owners(b, a, a), new Owners(a, b, a), new Owners(a, a, c))) {
      offers.add(with(owners, "Read orders", Sensitivity.MODERATE));
    }
    offers.add(with(new Owners(a, a, a), "Other", Sensitivity.MODERATE));
    offers.add(with(new Owners(a, a, a), "Read orders", Sensitivity.HIGH));
    assertThat(offers.stream().map(OfferTermsTest::digest)).doesNotHaveDuplicates();
  }

  private static Entitlement approved(ApprovalPolicy.Place... places) {
    return Offered.ordinary().approvedBy(Offered.required(places)).entitlement();
  }

  private static Entitlement with(Owners owners, String title, Sensitivity sensitivity) {
    Entitlement e = Offered.ordinary().entitlement();
    return new Entitlement(
        e.ref(),
        title,
        owners,
        sensitivity,
        e.requestableFrom(),
        e.maxDuration(),
        e.caps(),
        e.targets(),
        e.approval(),
        e.justification(),
        e.governance());
  }

  /** Brackets and commas in a name cannot make one owner look like two. */
  @Test
  void namesOfOwnersCannotPassForOthers() {
    Owners.Owner plain = new Owners.Owner("t", "c");
    Owners one =
        new Owners(new Owners.Owner("t, contact=c], policy=Owner[team=t", "c"), plain, plain);
    Owners other = new Owners(plain, plain, plain);
    assertThat(digest(with(one, "x", Sensitivity.LOW)))
        .isNotEqualTo(digest(with(other, "x", Sensitivity.LOW)));
    assertThat(OfferDocument.of(with(other, "x", Sensitivity.LOW))).doesNotContain("Owner[");
  }
}
