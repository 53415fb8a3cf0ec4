package dev.leasehold.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every kind of approval there can be, alone and in pairs: which of them count, and together. */
class ValidityTest {
  private static final Instant NOW = Asked.AT;
  private static final String OFFER = "the-offer";
  private static final Request CLAIMED = Asked.ordinary().by("rita", "argocd").request();
  private static final List<String> NOBODY =
      List.of("rita", "argocd", CLAIMED.subject().userName(), "system:serviceaccount:ci:bot");
  private static final List<Approval> ALL = all();

  @Test
  void anApprovalCountsExactlyWhereItsMakerItsOfferAndItsAgeDo() {
    ApprovalPolicy policy = Offered.required(new Place("a", 1));
    for (Approval approval : ALL) {
      List<Approval> counted = Quorum.valid(policy, CLAIMED, OFFER, List.of(approval), NOW);
      assertThat(counted).isEqualTo(counts(approval) ? List.of(approval) : List.of());
    }
  }

  @Test
  void twoPlacesAreFilledExactlyByTwoThatCountOfTwoPeople() {
    ApprovalPolicy two = Offered.required(new Place("a", 2));
    int filled = 0;
    for (Approval one : ALL) {
      for (Approval other : ALL) {
        boolean both = counts(one) && counts(other) && !one.approver().equals(other.approver());
        Count count = Quorum.count(two, CLAIMED, OFFER, List.of(one, other), NOW);
        if (count.satisfied() != both) {
          throw new AssertionError(one + " and " + other + " make " + count);
        }
        filled += both ? 1 : 0;
      }
    }
    assertThat(filled).isPositive();
  }

  /** Whoever is asked once is asked of two people nevertheless, since the requester is claimed. */
  @Test
  void whereOneIsAskedOfAClaimedNameTwoThatCountAreNeededTheSame() {
    ApprovalPolicy single = Offered.required(new Place("a", 1));
    ApprovalPolicy two = Offered.required(new Place("a", 2));
    for (Approval one : ALL) {
      for (Approval other : ALL) {
        List<Approval> pair = List.of(one, other);
        assertThat(Quorum.count(single, CLAIMED, OFFER, pair, NOW).satisfied())
            .isEqualTo(Quorum.count(two, CLAIMED, OFFER, pair, NOW).satisfied());
      }
    }
  }

  private static boolean counts(Approval approval) {
    return !NOBODY.contains(approval.approver())
        && approval.offer().equals(OFFER)
        && Duration.between(approval.at(), NOW).compareTo(Offered.VALID_FOR) < 0;
  }

  private static List<Approval> all() {
    List<String> people = new ArrayList<>(NOBODY);
    people.addAll(List.of("ann", "bob"));
    List<Approval> all = new ArrayList<>();
    for (String who : people) {
      for (String offer : List.of(OFFER, "another")) {
        for (Duration age :
            List.of(Duration.ZERO, Offered.VALID_FOR.minusNanos(1), Offered.VALID_FOR)) {
          for (Approval.Method method : Approval.Method.values()) {
            all.add(new Approval(who, Set.of("a"), offer, NOW.minus(age), method));
          }
        }
      }
    }
    return all;
  }
}
