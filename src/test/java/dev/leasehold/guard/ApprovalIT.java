package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.DIGEST;
import static dev.leasehold.guard.StagedRequest.OTHER_DIGEST;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may approve what, and what they are told if not. */
final class ApprovalIT {
  private static final String POLICY = "leasehold-approvals";

  /** Of one person, as directories hand them out. */
  private static final int GROUPS = 200;

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void anApprovalIsStampedWithWhoAcceptedWhatInWhichRoles() {
    StagedRequest request = stage.request().offer("owner", "security", "legal");
    request.annotate(Cast.SIBYL, APPROVE, QUOTE);
    request.annotate(Cast.OWEN, APPROVE, DIGEST);
    assertThat(request.annotations())
        .containsEntry("approval.leasehold.dev/1", request.stamp(DIGEST, "owner,security", "sibyl"))
        .containsEntry("approval.leasehold.dev/2", request.stamp(DIGEST, "owner", "owen"))
        .doesNotContainKey(APPROVE);
  }

  @Test
  void anApprovalQuotesTheCurrentOffer() {
    StagedRequest request = stage.request();
    request
        .refuses(POLICY, Cast.OWEN, APPROVE, QUOTE)
        .hasMessageContaining("there is no offer to approve yet");
    request.offer("owner");
    request
        .refuses(POLICY, Cast.OWEN, APPROVE, DIGEST.substring(0, 15))
        .hasMessageContaining("at least the first 16 digits");
    request
        .refuses(POLICY, Cast.OWEN, APPROVE, OTHER_DIGEST)
        .hasMessageContaining("read status.offer, then annotate leasehold.dev/approve=" + QUOTE);
  }

  @Test
  void anApprovalTakesARoleHeldForThisEntitlement() {
    StagedRequest request = stage.offered();
    request
        .refuses(POLICY, Cast.EVE, APPROVE, QUOTE)
        .hasMessageContaining("eve holds none of the roles owner for payments.orders-reader");
    request.offer(DIGEST, false, "security");
    request.refuses(POLICY, Cast.OWEN, APPROVE, QUOTE).hasMessageContaining("holds none");
  }

  @Test
  void theOwnerOfANamespaceCannotMakeApprovers() {
    StagedRequest request = stage.offered();
    stage
        .lab()
        .kubectlWithInput(People.ADMIN, localApprover(request), "apply", "-f", "-")
        .orThrow();
    stage.lab().awaitRoleBindings();
    request.refuses(POLICY, Cast.LOCAL, APPROVE, QUOTE).hasMessageContaining("holds none");
  }

  @Test
  void aWildcardMakesNoApprover() {
    StagedRequest request = stage.offered();
    for (Person powerful : new Person[] {People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE}) {
      request.refuses(POLICY, powerful, APPROVE, QUOTE).hasMessageContaining("wildcard");
    }
    request.refuses(POLICY, Cast.ANY_VERB, APPROVE, QUOTE).hasMessageContaining("holds none");
  }

  @Test
  void aServiceAccountIsNoApprover() {
    StagedRequest request = stage.offered();
    request
        .refuses(
            POLICY,
            () -> request.annotate(stage.account("guard-gitops", "approver"), APPROVE, QUOTE))
        .hasMessageContaining("service accounts do not approve");
  }

  @Test
  void aListedMachineIsNoApproverButMayDeny() {
    StagedRequest request = stage.offered();
    for (Person machine : Cast.machines("guard-owners")) {
      request
          .refuses("leasehold-machines", machine, APPROVE, QUOTE)
          .hasMessageContaining(machine.name() + " is a machine");
      request.annotate(machine, "leasehold.dev/deny", "no");
    }
    assertThat(request.annotations()).containsKey("denial.leasehold.dev/3");
  }

  @Test
  void nobodyApprovesForThemselves() {
    StagedRequest own = stage.requestBy(stage.as(Cast.BOTH), Map.of()).offer("owner");
    own.refuses(POLICY, Cast.BOTH, APPROVE, QUOTE).hasMessageContaining("for themselves");
    own.refuses(POLICY, Cast.owner("BOTH"), APPROVE, QUOTE).hasMessageContaining("for themselves");

    StagedRequest named =
        stage
            .requestBy(
                stage.account("guard-gitops", "controller"),
                Map.of("leasehold.dev/requested-by", "owen"))
            .offer("owner");
    named.refuses(POLICY, Cast.OWEN, APPROVE, QUOTE).hasMessageContaining("for themselves");
  }

  @Test
  void theSameOfferIsApprovedOnce() {
    StagedRequest request = stage.offered().annotate(Cast.OWEN, APPROVE, QUOTE);
    request.refuses(POLICY, Cast.OWEN, APPROVE, QUOTE).hasMessageContaining("already approved");
    request.offer(OTHER_DIGEST, false, "owner");
    request.annotate(Cast.OWEN, APPROVE, OTHER_DIGEST);
    assertThat(request.annotations())
        .containsEntry("approval.leasehold.dev/1", request.stamp(DIGEST, "owner", "owen"))
        .containsEntry("approval.leasehold.dev/2", request.stamp(OTHER_DIGEST, "owner", "owen"));
  }

  @Test
  void thereAreEightPlaces() {
    StagedRequest request = stage.offered();
    for (int i = 1; i <= 8; i++) {
      request.annotate(Cast.owner("owner-" + i), APPROVE, QUOTE);
    }
    request
        .refuses(POLICY, Cast.OWEN, APPROVE, QUOTE)
        .hasMessageContaining("all eight places for approvals are taken");
    request.annotate(Cast.RITA, "leasehold.dev/revoke", "no longer needed");
    assertThat(request.annotations()).containsKey("revocation.leasehold.dev/1");
  }

  /** The most that there can be to look up, and the longest lists of machines. */
  @Test
  void holdersOfEightRolesApproveInAllOfThem() {
    String[] roles = {"r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"};
    StagedRequest request =
        stage
            .requestBy(
                stage.account("guard-gitops", "controller"),
                Map.of("leasehold.dev/requested-by", "system:serviceaccount:elsewhere:pipeline"))
            .offer(roles);
    List<String> groups =
        Stream.concat(
                Stream.of("guard-cast", "guard-eight-roles"),
                IntStream.range(0, GROUPS).mapToObj(i -> "department-" + i))
            .toList();
    Person holder = new Person("octavia", groups);
    request.annotate(holder, APPROVE, QUOTE);
    assertThat(request.annotations())
        .containsEntry(
            "approval.leasehold.dev/1", request.stamp(DIGEST, String.join(",", roles), "octavia"));
  }

  private static String localApprover(StagedRequest request) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: local, namespace: %s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: guard-owners}
    subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: guard-local-owners}]
    """
        .formatted(request.namespace());
  }
}
