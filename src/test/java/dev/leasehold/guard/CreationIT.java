package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, for whom, and that nothing is approved from the start. */
final class CreationIT {
  private static final String POLICY = "leasehold-creation";
  private static final String APPLIED_BY = "leasehold.dev/applied-by";
  private static final String REQUESTED_BY = "leasehold.dev/requested-by";
  private static final String BY_WILDCARD = "leasehold.dev/requested-by-wildcard";
  private static final String SECRET_VISIBLE = "leasehold.dev/secret-visible";
  private static final String APPLIED_AS = "leasehold.dev/applied-as";
  private static final String GITOPS = "system:serviceaccount:guard-gitops:controller";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void whoAppliesAndRequestsIsStamped() {
    assertThat(stage.request().annotations())
        .isEqualTo(Map.of(APPLIED_BY, "rita", REQUESTED_BY, "rita"));
  }

  @Test
  void requestingTakesTheVerbForThatEntitlement() {
    refused(stage.as(Cast.OWEN), Map.of())
        .hasMessageContaining("ask for verb request on entitlements.leasehold.dev")
        .hasMessageContaining("payments.orders-reader");
    StagedRequest request = new StagedRequest(stage, stage.namespace(), "nightly-report");
    String another = request.manifest(Map.of()).replace("orders-reader", "orders-admin");
    Wire.assertNotMade(POLICY, stage.as(Cast.RITA), another);
  }

  @Test
  void requestingForOthersTakesAVerbOfItsOwn() {
    refused(stage.as(Cast.RITA), Map.of(REQUESTED_BY, "owen"))
        .hasMessageContaining("ask for verb request-for");
    StagedRequest request = stage.requestBy(stage.gitops(), Map.of(REQUESTED_BY, "rita"));
    assertThat(request.annotations()).isEqualTo(Map.of(APPLIED_BY, GITOPS, REQUESTED_BY, "rita"));
  }

  @Test
  void whoMayRequestForOthersAndNamesNobodyIsMarked() {
    Map<String, String> marked =
        Map.of(APPLIED_BY, "dora", REQUESTED_BY, "dora", APPLIED_AS, "Delegate");
    for (Map<String, String> own :
        List.of(Map.<String, String>of(), Map.of(REQUESTED_BY, "dora"), marked)) {
      assertThat(stage.requestBy(stage.as(Cast.DORA), own).annotations()).isEqualTo(marked);
    }
    assertThat(stage.requestBy(stage.as(Cast.DORA), Map.of(REQUESTED_BY, "owen")).annotations())
        .isEqualTo(Map.of(APPLIED_BY, "dora", REQUESTED_BY, "owen"));
    assertThat(stage.requestBy(stage.gitops(), Map.of()).annotations())
        .isEqualTo(Map.of(APPLIED_BY, GITOPS, REQUESTED_BY, GITOPS));
  }

  @Test
  void whatAMachineAppliesIsMarkedWhomeverItNames() {
    for (Person machine : Cast.machines("guard-requesters", "guard-delegates")) {
      for (Map<String, String> claim :
          List.of(Map.<String, String>of(), Map.of(REQUESTED_BY, "owen"))) {
        assertThat(stage.requestBy(stage.as(machine), claim).annotations())
            .containsEntry(APPLIED_BY, machine.name())
            .containsEntry(APPLIED_AS, "Machine");
      }
    }
  }

  @Test
  void theMarkIsNobodysToChoose() {
    for (String mark : List.of("Delegate", "Machine", "")) {
      refused(stage.as(Cast.RITA), Map.of(APPLIED_AS, mark))
          .hasMessageContaining("leasehold.dev/applied-as is not for rita to choose");
    }
    for (String mark : List.of("Machine", "delegate", "")) {
      refused(stage.as(Cast.DORA), Map.of(APPLIED_AS, mark))
          .hasMessageContaining("leasehold.dev/applied-as is not for dora to choose");
    }
    StagedRequest request = stage.requestBy(stage.as(Cast.DORA), Map.of());
    Map<String, String> before = request.annotations();
    request.refuses(POLICY, Cast.DORA, APPLIED_AS, "Machine").hasMessageContaining("never change");
    request.annotate(Cast.DORA, APPLIED_AS, null);
    assertThat(request.annotations()).isEqualTo(before);
  }

  @Test
  void nobodyAppliesInAnothersName() {
    refused(stage.as(Cast.RITA), Map.of(APPLIED_BY, "owen"))
        .hasMessageContaining("leasehold.dev/applied-by is who applies the request, rita");
    refused(stage.gitops(), Map.of(APPLIED_BY, "rita", REQUESTED_BY, "rita"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rita\nowen", "rita\u202Eneo", "rita\u0000", "rita\u200B"})
  void aRequesterIsNamedInVisibleCharacters(String name) {
    refused(stage.gitops(), Map.of(REQUESTED_BY, name)).hasMessageContaining("is a user name");
  }

  @ParameterizedTest
  @CsvSource({
    "leasehold.dev/approve, 0123456789abcdef",
    "leasehold.dev/deny, no",
    "leasehold.dev/revoke, no",
    "leasehold.dev/review, keep",
    "approval.leasehold.dev/1, x",
    "denial.leasehold.dev/1, x",
    "revocation.leasehold.dev/8, x",
    "review.leasehold.dev/9, x",
    "reason.leasehold.dev/denial-1, x"
  })
  void nothingIsSaidAboutARequestBeforeItExists(String key, String value) {
    refused(stage.as(Cast.RITA), Map.of(key, value))
        .hasMessageContaining("carries no approval, denial, revocation, review or limit");
    refused(stage.as(Cast.BOTH), Map.of(key, value));
  }

  @Test
  void anApproverCannotCreateWhatIsApprovedAlready() {
    String stamp = "00000000-0000-0000-0000-000000000000 %s owner both".formatted(DIGEST);
    refused(stage.as(Cast.BOTH), Map.of("approval.leasehold.dev/1", stamp));
  }

  @Test
  void whoHoldsTheRightByWildcardIsSaidTo() {
    for (Person powerful : List.of(Cast.WILMA, Cast.ANY_VERB_OF_ALL, Cast.ANY_RESOURCE)) {
      StagedRequest request = stage.requestBy(stage.as(powerful), Map.of());
      assertThat(request.annotations()).containsEntry(BY_WILDCARD, "true");
      for (String said : new String[] {"false", ""}) {
        request.refuses(POLICY, Cast.EVE, BY_WILDCARD, said).hasMessageContaining("never change");
      }
      Map<String, String> before = request.annotations();
      request.annotate(Cast.RITA, BY_WILDCARD, null);
      assertThat(request.annotations()).isEqualTo(before);
    }
  }

  /** Others would learn by requests which Secrets there are. */
  @Test
  void whoMaySeeTheSecretIsMarkedAndNobodyElse() {
    StagedRequest request = stage.requestBy(stage.as(Cast.WILMA), Map.of());
    assertThat(request.annotations()).containsEntry(SECRET_VISIBLE, "true");
    request.refuses(POLICY, Cast.EVE, SECRET_VISIBLE, "").hasMessageContaining("never change");
    assertThat(stage.request().annotations()).doesNotContainKey(SECRET_VISIBLE);
    stage
        .request()
        .refuses(POLICY, Cast.RITA, SECRET_VISIBLE, "true")
        .hasMessageContaining("never change");
    refused(stage.as(Cast.RITA), Map.of(SECRET_VISIBLE, "true"))
        .hasMessageContaining("create Secrets in this namespace");
  }

  @Test
  void nobodySaysThatOfAnybodyElse() {
    refused(stage.as(Cast.RITA), Map.of(BY_WILDCARD, "true"))
        .hasMessageContaining("remove it from the manifest");
    StagedRequest request = stage.request();
    request.refuses(POLICY, Cast.EVE, BY_WILDCARD, "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {APPLIED_BY, REQUESTED_BY, APPLIED_AS})
  void whoAppliedAndRequestedNeverChanges(String key) {
    StagedRequest request = stage.request();
    for (String name : new String[] {"owen", ""}) {
      request.refuses(POLICY, Cast.EVE, key, name).hasMessageContaining("never change");
      request.refuses(POLICY, Cast.RITA, key, name);
    }
    Map<String, String> before = request.annotations();
    request.annotate(Cast.RITA, key, null);
    assertThat(request.annotations()).isEqualTo(before);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      KubernetesClient who, Map<String, String> annotations) {
    StagedRequest request = new StagedRequest(stage, stage.namespace(), "nightly-report");
    var refusal = Wire.assertNotMade(POLICY, who, request.manifest(new HashMap<>(annotations)));
    assertThat(stage.as(Cast.RITA).resource(Wire.parse(request.manifest(Map.of()))).get()).isNull();
    return refusal;
  }
}
