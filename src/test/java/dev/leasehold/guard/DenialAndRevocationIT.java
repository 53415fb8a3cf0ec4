package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.DIGEST;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.model.Redelivery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Saying no, and ending what was granted. */
final class DenialAndRevocationIT {
  private static final String DENY = "leasehold.dev/deny";
  private static final String REVOKE = "leasehold.dev/revoke";
  private static final String REDELIVER = "leasehold.dev/redeliver";
  private static final String DENIALS = "leasehold-denials";
  private static final String REVOCATIONS = "leasehold-revocations";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void aDenialIsStampedWithItsReason() {
    StagedRequest request = stage.offered().annotate(Cast.OWEN, DENY, "not during the freeze");
    assertThat(request.annotations())
        .containsEntry("denial.leasehold.dev/1", request.stamp(DIGEST, "owner", "owen"))
        .containsEntry("reason.leasehold.dev/denial-1", "not during the freeze")
        .doesNotContainKey(DENY);
  }

  @Test
  void denyingTakesARoleHeldByName() {
    StagedRequest request = stage.offered();
    request.refuses(DENIALS, Cast.EVE, DENY, "no").hasMessageContaining("holds none");
    request.refuses(DENIALS, Cast.RITA, DENY, "no").hasMessageContaining("holds none");
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE)) {
      request.refuses(DENIALS, powerful, DENY, "no").hasMessageContaining("wildcard");
    }
    request
        .refuses(
            DENIALS, () -> request.annotate(stage.account("guard-gitops", "approver"), DENY, "no"))
        .hasMessageContaining("service accounts do not deny");
  }

  @Test
  void aDenialNeedsAnOffer() {
    stage
        .request()
        .refuses(DENIALS, Cast.OWEN, DENY, "no")
        .hasMessageContaining("no offer to deny");
  }

  @Test
  void anApproverMayDenyTheirOwnRequest() {
    StagedRequest request = stage.requestBy(stage.as(Cast.BOTH), Map.of()).offer("owner");
    request.annotate(Cast.BOTH, DENY, "changed my mind");
    assertThat(request.annotations()).containsKey("denial.leasehold.dev/1");
  }

  /** It kills what workloads have mounted; merely asking for fresh credentials does not. */
  @Test
  void onlyWhoMayRevokeSaysThatCredentialsLeaked() {
    StagedRequest request =
        stage
            .requestBy(stage.gitops(), Map.of("leasehold.dev/requested-by", "rita"))
            .offer("owner")
            .annotate(Cast.EVE, REDELIVER, "lost");
    for (String leaked : List.of("leaked", " LEAKED-2", "--leaked: in a log")) {
      request
          .refuses(REVOCATIONS, Cast.EVE, REDELIVER, leaked)
          .hasMessageContaining("eve may not say that credentials leaked");
      request.refuses(REVOCATIONS, Cast.WILMA, REDELIVER, leaked).hasMessageContaining("wildcard");
      assertThat(Redelivery.saysLeaked(leaked)).isTrue();
    }
    request.annotate(Cast.RITA, REDELIVER, "leaked").annotate(Cast.EVE, "example.com/x", "y");
    assertThat(request.annotations()).containsEntry(REDELIVER, "leaked");
    request.annotate(Cast.EVE, REDELIVER, "nothing leaked");
  }

  @Test
  void requesterApplierAndApproverMayRevoke() {
    StagedRequest request =
        stage
            .requestBy(stage.gitops(), Map.of("leasehold.dev/requested-by", "rita"))
            .offer("owner")
            .annotate(Cast.OWEN, APPROVE, QUOTE)
            .annotate(Cast.RITA, REVOKE, "requester")
            .annotate(stage.gitops(), REVOKE, "applier")
            .annotate(Cast.OWEN, REVOKE, "approver");
    assertThat(request.annotations())
        .containsEntry("revocation.leasehold.dev/1", request.stamp(DIGEST, "-", "rita"))
        .containsEntry(
            "revocation.leasehold.dev/2",
            request.stamp(DIGEST, "-", "system:serviceaccount:guard-gitops:controller"))
        .containsEntry("revocation.leasehold.dev/3", request.stamp(DIGEST, "-", "owen"))
        .containsEntry("reason.leasehold.dev/revocation-3", "approver");
  }

  @Test
  void anApproverWhoseApprovalWasLatchedMayRevoke() {
    StagedRequest request = stage.offered();
    request.refuses(REVOCATIONS, Cast.OWEN, REVOKE, "mine to end");
    Wire.mergeStatus(
        stage.operator(),
        request.now(),
        """
        {"status": {"approvals": [{"approver": "owen", "roles": ["owner"], "offer": "%s",
          "at": "2030-01-01T00:00:00Z", "method": "Annotation"}]}}
        """
            .formatted(DIGEST));
    request.annotate(Cast.OWEN, REVOKE, "mine to end");
  }

  @Test
  void holdersOfTheVerbMayRevokeAndServiceAccountsAmongThem() {
    StagedRequest request = stage.request().annotate(Cast.REX, REVOKE, "incident");
    request.annotate(stage.account("guard-gitops", "approver"), REVOKE, "incident");
    assertThat(request.annotations())
        .containsEntry("revocation.leasehold.dev/1", request.stamp("none", "-", "rex"))
        .containsEntry(
            "revocation.leasehold.dev/2",
            request.stamp("none", "-", "system:serviceaccount:guard-gitops:approver"));
  }

  @Test
  void othersMayNotRevoke() {
    StagedRequest request = stage.offered();
    request
        .refuses(REVOCATIONS, Cast.EVE, REVOKE, "no")
        .hasMessageContaining("only requester, applier, an approver of it");
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE)) {
      request
          .refuses(REVOCATIONS, powerful, REVOKE, "no")
          .hasMessageContaining("Deleting the request ends its access too");
    }
  }

  @Test
  void stampsAndReasonsGoTogetherAndStay() {
    StagedRequest request = stage.offered();
    String denial = request.stamp(DIGEST, "owner", "owen");
    String revocation = request.stamp(DIGEST, "-", "rita");
    request.refuses(DENIALS, Cast.OWEN, "denial.leasehold.dev/1", denial);
    request.refuses(DENIALS, Cast.OWEN, "reason.leasehold.dev/denial-1", "no");
    request.refuses(REVOCATIONS, Cast.RITA, "revocation.leasehold.dev/1", revocation);
    request.refuses(REVOCATIONS, Cast.EVE, "reason.leasehold.dev/revocation-1", "no");
    request.annotate(Cast.OWEN, DENY, "no").annotate(Cast.RITA, REVOKE, "no");
    request.refuses(DENIALS, Cast.OWEN, "reason.leasehold.dev/denial-1", "yes");
    request.refuses(REVOCATIONS, Cast.RITA, "reason.leasehold.dev/revocation-1", "yes");
    request.refuses(REVOCATIONS, Cast.EVE, "revocation.leasehold.dev/1", revocation + "x");
  }

  @Test
  void nobodyRevokesOrDeniesInAnothersName() {
    StagedRequest request = stage.offered();
    forge(request, Cast.SIBYL, DENIALS, "denial", request.stamp(DIGEST, "owner", "owen"));
    forge(request, Cast.RITA, REVOCATIONS, "revocation", request.stamp(DIGEST, "-", "rex"));
  }

  private static void forge(
      StagedRequest request, Person who, String policy, String kind, String stamp) {
    Map<String, String> forged =
        Map.of(kind + ".leasehold.dev/1", stamp, "reason.leasehold.dev/" + kind + "-1", "no");
    request
        .refuses(policy, () -> request.patch(stage.as(who), Map.of("annotations", forged)))
        .hasMessageContaining("in your own name");
  }
}
