package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.DIGEST;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the API server does not stamp, people write the stamps, and they are verified as well. */
final class ClientStampedIT {
  private static final Map<String, String> BY_RITA =
      Map.of("leasehold.dev/applied-by", "rita", "leasehold.dev/requested-by", "rita");

  @RegisterExtension static final OwnLab OWN = new OwnLab();
  private static Stage stage;

  @BeforeAll
  static void takeStampingAway() {
    stage = OWN.stage();
    OWN.delete(
        "mutatingadmissionpolicies,mutatingadmissionpolicybindings",
        "-l",
        "leasehold.dev/guard=true");
    StagedRequest probe = new StagedRequest(stage, stage.namespace(), "nightly-report");
    Lab.await()
        .untilAsserted(
            () ->
                Wire.assertRefused(
                        "leasehold-creation",
                        () ->
                            stage
                                .as(Cast.RITA)
                                .resource(Wire.parse(probe.manifest(Map.of())))
                                .dryRun()
                                .create())
                    .hasMessageContaining("annotate leasehold.dev/applied-by"));
    List<String> stamping =
        PackagedGuard.POLICIES.stream().filter(name -> name.startsWith("leasehold-stamp")).toList();
    Lab.await().untilAsserted(() -> assertThat(stage.idle()).containsAll(stamping));
  }

  private static StagedRequest offered() {
    return stage.requestBy(stage.as(Cast.RITA), BY_RITA).offer("owner");
  }

  @Test
  void whoNeedsTwoApproversSaysSo() {
    Map<String, String> own =
        Map.of("leasehold.dev/applied-by", "dora", "leasehold.dev/requested-by", "dora");
    StagedRequest request = new StagedRequest(stage, stage.namespace(), "nightly-report");
    Wire.assertNotMade("leasehold-creation", stage.as(Cast.DORA), request.manifest(own))
        .hasMessageContaining("annotate leasehold.dev/applied-as with Delegate, since dora may");
    Map<String, String> marked = new HashMap<>(own);
    marked.put("leasehold.dev/applied-as", "Delegate");
    assertThat(stage.requestBy(stage.as(Cast.DORA), marked).annotations()).isEqualTo(marked);
  }

  @Test
  void anApprovalIsWrittenAsItsStamp() {
    StagedRequest request = offered();
    request
        .refuses("leasehold-approvals", Cast.OWEN, APPROVE, QUOTE)
        .hasMessageContaining("this cluster does not stamp approvals")
        .hasMessageContaining(request.uid() + " " + DIGEST);
    String stamp = request.stamp(DIGEST, "owner", "owen");
    request.annotate(Cast.OWEN, "approval.leasehold.dev/3", stamp);
    assertThat(request.annotations()).containsEntry("approval.leasehold.dev/3", stamp);
    request.refuses("leasehold-approvals", Cast.OWEN, "approval.leasehold.dev/4", stamp);
  }

  @Test
  void aForgedStampIsRefusedAllTheSame() {
    StagedRequest request = offered();
    for (Person who : new Person[] {Cast.EVE, Cast.RITA, Cast.WILMA, Cast.SIBYL}) {
      request.refuses(
          "leasehold-approvals",
          who,
          "approval.leasehold.dev/1",
          request.stamp(DIGEST, "owner", "owen"));
    }
  }

  @Test
  void everyOtherWordIsWrittenAsItsStampAndItsText() {
    StagedRequest request = offered();
    say(request, Cast.OWEN, "denial", request.stamp(DIGEST, "owner", "owen"), "no");
    say(request, Cast.RITA, "revocation", request.stamp(DIGEST, "-", "rita"), "no");
    say(request, Cast.RENATE, "review", request.stamp(DIGEST, "-", "renate"), "keep");
    for (String verb : new String[] {"deny", "revoke", "review"}) {
      Person who = verb.equals("deny") ? Cast.OWEN : verb.equals("revoke") ? Cast.RITA : Cast.RUDI;
      assertThat(request.refuses("leasehold-" + plural(verb), who, "leasehold.dev/" + verb, "keep"))
          .isNotNull();
    }
  }

  @Test
  void offboardingIsWrittenAsItsStampAndItsText() {
    GenericKubernetesResource account =
        Wire.create(
            stage.as(Cast.EVE),
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: bot, namespace: %s}"
                .formatted(stage.namespace()));
    String stamp = account.getMetadata().getUid() + " none - ofelia";
    Wire.assertRefused(
            "leasehold-offboardings",
            () ->
                Wire.merge(stage.as(Cast.OFELIA), account, said("leasehold.dev/offboard", "left")))
        .hasMessageContaining("this cluster does not stamp")
        .hasMessageContaining(stamp);
    Map<String, String> said =
        Map.of("offboarding.leasehold.dev/1", stamp, "reason.leasehold.dev/offboarding-1", "left");
    Wire.merge(
        stage.as(Cast.OFELIA),
        account,
        Serialization.asJson(Map.of("metadata", Map.of("annotations", said))));
    Wire.assertRefused(
        "leasehold-offboardings",
        () -> Wire.merge(stage.as(Cast.EVE), account, "{\"metadata\": {\"annotations\": null}}"));
  }

  private static String said(String word, String text) {
    return Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(word, text))));
  }

  @Test
  void whoAppliesIsWrittenByThemselves() {
    StagedRequest request = new StagedRequest(stage, stage.namespace(), "nightly-report");
    Wire.assertNotMade("leasehold-creation", stage.as(Cast.BOTH), request.manifest(BY_RITA));
  }

  @Test
  void aDroppedStampIsRefused() {
    StagedRequest request = offered();
    request.annotate(Cast.OWEN, "approval.leasehold.dev/1", request.stamp(DIGEST, "owner", "owen"));
    request
        .refuses(
            "leasehold-approvals",
            () -> request.annotate(stage.as(Cast.EVE), "approval.leasehold.dev/1", null))
        .hasMessageContaining("never removed");
    request.refuses(
        "leasehold-creation",
        () -> request.annotate(stage.as(Cast.RITA), "leasehold.dev/applied-by", null));
  }

  @Test
  void theOperatorSaysThatStampingIsMissing() {
    assertThat(stage.probe().prove())
        .isInstanceOfSatisfying(
            Proof.NotLive.class,
            missing -> assertThat(missing.policy()).startsWith("leasehold-stamp"));
  }

  private static void say(
      StagedRequest request, Person who, String kind, String stamp, String text) {
    Map<String, String> said =
        Map.of(kind + ".leasehold.dev/1", stamp, "reason.leasehold.dev/" + kind + "-1", text);
    request.patch(stage.as(who), Map.of("annotations", said));
    assertThat(request.annotations()).containsAllEntriesOf(said);
  }

  private static String plural(String verb) {
    return switch (verb) {
      case "deny" -> "denials";
      case "revoke" -> "revocations";
      default -> "reviews";
    };
  }
}
