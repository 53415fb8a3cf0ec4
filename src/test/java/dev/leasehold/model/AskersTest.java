package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many have to approve for whom, and whose caps and duties are touched. */
class AskersTest {
  private static final Persons PERSONS =
      Persons.of(
          List.of(List.of("rita", "rita@example.com")),
          new Machines(List.of("robot"), List.of("robots")));
  private static final String ACCOUNT = "system:serviceaccount:ci:argocd";

  private static Askers as(Askers.As as, String requester, String applier) {
    return new Askers(requester, applier, as, PERSONS);
  }

  private static Askers by(String requester, String applier) {
    return as(Askers.As.PERSON, requester, applier);
  }

  @Test
  void onlyAPersonWhoAsksInTheirOwnNameNeedsOneApproverOnly() {
    assertThat(by("rita", "rita").needTwoApprovers()).isFalse();
    assertThat(by("rob", "rita").needTwoApprovers()).isTrue();
    assertThat(by("robot", "robot").needTwoApprovers()).isTrue();
    assertThat(by(ACCOUNT, ACCOUNT).needTwoApprovers()).isTrue();
    assertThat(as(Askers.As.DELEGATE, "gitops", "gitops").needTwoApprovers()).isTrue();
    assertThat(as(Askers.As.MACHINE, "in-a-group", "in-a-group").needTwoApprovers()).isTrue();
    assertThat(by("rita", "rita").unproved().needTwoApprovers()).isTrue();
    assertThat(by("rita", "rita").unproved().duties())
        .doesNotContainAnyElementsOf(by("rita", "rita").duties());
  }

  @Test
  void aClaimIsOnTheAccountOfApplierAndNameTogether() {
    Askers rita = by("rita", "rita");
    assertThat(by("Rita@Example.com", "rita").account()).isEqualTo(rita.account());
    assertThat(by("rita", "robot").account()).isNotEqualTo(rita.account());
    assertThat(by("rita", "robot").account()).isEqualTo(by("RITA", "robot").account());
    assertThat(by("rita", "robot").account()).isNotEqualTo(by("rita", "gitops").account());
    assertThat(by("rita", "robot").account()).isNotEqualTo(by("rob", "robot").account());
  }

  @Test
  void whoClaimsHasDutiesOfTheirOwnUnlessAMachine() {
    Askers rita = by("rita", "rita");
    Askers invented = by("zed", "rita");
    assertThat(rita.bounds()).containsAnyElementsOf(invented.duties());
    assertThat(invented.bounds()).containsAnyElementsOf(rita.duties());
    assertThat(by("zack", "rita").bounds()).containsAnyElementsOf(invented.duties());
    for (Askers claim :
        List.of(by("rita", "robot"), by("rita", ACCOUNT), as(Askers.As.MACHINE, "rita", "argo"))) {
      assertThat(rita.bounds()).doesNotContainAnyElementsOf(claim.duties());
      assertThat(claim.bounds()).containsAnyElementsOf(rita.duties());
      Askers another = as(claim.as(), "rob", claim.applier());
      assertThat(another.bounds()).doesNotContainAnyElementsOf(claim.duties());
    }
  }

  @Test
  void whyTwoPeopleHaveToApproveIsSaidOfThisRequest() {
    assertThat(by("rita", "rita").twoApproversBecause()).isEmpty();
    assertThat(by("robot", "robot").twoApproversBecause())
        .contains("\"robot\", who applied it, is a machine");
    assertThat(by("rita", "robot").twoApproversBecause())
        .contains("\"robot\", who applied it, is a machine");
    assertThat(by("rita", "anna").twoApproversBecause())
        .contains("\"anna\" applied it for \"rita\"");
    assertThat(by("robot", "anna").twoApproversBecause())
        .contains("its requester \"robot\" is a machine");
    assertThat(as(Askers.As.DELEGATE, "anna", "anna").twoApproversBecause())
        .contains("\"anna\", who applied it, may do so for others");
    assertThat(as(Askers.As.UNPROVED, "anna", "anna").twoApproversBecause())
        .contains("who applied it is not known");
  }

  @Test
  void newRequestsAreCountedByWhoAppliesThemAndNotByWhomTheyName() {
    assertThat(by("rita", "rita").counted("a"))
        .isEqualTo(by("Rita@example.com", "Rita@example.com").counted("b"));
    assertThat(by("rita", "robot").counted("a"))
        .isEqualTo(by("rob", "robot").counted("a"))
        .isNotEqualTo(by("rita", "robot").counted("b"))
        .isNotEqualTo(by("rita", "rita").counted("a"))
        .isNotEqualTo(by("robot", "gitops").counted("a"));
    assertThat(as(Askers.As.DELEGATE, "gitops", "gitops").counted("a"))
        .isNotEqualTo(as(Askers.As.DELEGATE, "gitops", "gitops").counted("b"));
  }
}
