package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Offered;
import org.junit.jupiter.api.Test;

/** Who holds every right there is was not given this one. */
final class ByWildcardTest {
  private static final Asked BY_WILMA = Asked.ordinary().by("rita", Asked.WILMA);

  @Test
  void whereNobodyIsAskedItTakesTheRightByName() {
    assertThat(verdict(BY_WILMA, Offered.auto(), false))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.reason().code()).hasToString("RequestedByWildcard");
              assertThat(refused.reason().message())
                  .contains("wilma holds it for payments.orders-reader by wildcard only");
              assertThat(refused.trace().getLast().rule()).isEqualTo("approval");
            });
    assertThat(verdict(Asked.ordinary(), Offered.auto(), false))
        .isInstanceOf(Verdict.Permitted.class);
  }

  @Test
  void wherePeopleAreAskedTheyDecide() {
    assertThat(verdict(BY_WILMA, Offered.required(new Place("owner", 1)), false))
        .isInstanceOf(Verdict.Permitted.class);
  }

  /** The catalog's owner may ask nobody any more: that ends nothing. */
  @Test
  void whatPeopleGrantedIsNotEndedByIt() {
    assertThat(verdict(BY_WILMA, Offered.auto(), true)).isInstanceOf(Verdict.Permitted.class);
  }

  private static Verdict verdict(Asked asked, ApprovalPolicy policy, boolean granted) {
    TestFacts facts = TestFacts.of(asked, Offered.ordinary().approvedBy(policy).entitlement());
    return Admission.review(
        (granted ? facts.alreadyGranted() : facts).facts(), TestRulebook.unasked());
  }
}
