package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.DIGEST;
import static dev.leasehold.guard.StagedRequest.OTHER_DIGEST;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stamps that somebody writes instead of the API server, or tampers with. */
final class ForgeryIT {
  private static final String POLICY = "leasehold-approvals";
  private static final String FIRST = "approval.leasehold.dev/1";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void aStampIsInOnesOwnName() {
    StagedRequest request = stage.offered();
    request
        .refuses(POLICY, Cast.OWEN, FIRST, request.stamp(DIGEST, "owner", "sibyl"))
        .hasMessageContaining("in your own name");
  }

  @Test
  void aStampIsForThisObject() {
    StagedRequest request = stage.offered();
    String foreign = stage.offered().stamp(DIGEST, "owner", "owen");
    request.refuses(POLICY, Cast.OWEN, FIRST, foreign).hasMessageContaining("for this object");
  }

  @Test
  void aStampIsForTheCurrentOffer() {
    StagedRequest request = stage.offered();
    request.refuses(POLICY, Cast.OWEN, FIRST, request.stamp(OTHER_DIGEST, "owner", "owen"));
    request.refuses(POLICY, Cast.OWEN, FIRST, request.stamp("none", "owner", "owen"));
  }

  @Test
  void aStampIsForTheRolesHeldAndNoOthers() {
    StagedRequest request = stage.request().offer("owner", "security");
    request.refuses(POLICY, Cast.OWEN, FIRST, request.stamp(DIGEST, "owner,security", "owen"));
    request.refuses(POLICY, Cast.OWEN, FIRST, request.stamp(DIGEST, "security", "owen"));
    request.refuses(POLICY, Cast.OWEN, FIRST, request.stamp(DIGEST, "-", "owen"));
    request.refuses(POLICY, Cast.SIBYL, FIRST, request.stamp(DIGEST, "security,owner", "sibyl"));
  }

  @Test
  void aStampHasNothingBeforeOrBehindIt() {
    StagedRequest request = stage.offered();
    String genuine = request.stamp(DIGEST, "owner", "owen");
    for (String forged : List.of(genuine + " ", genuine + "\n", " " + genuine, "")) {
      request.refuses(POLICY, Cast.OWEN, FIRST, forged);
    }
  }

  @Test
  void aStampHasOneOfEightPlaces() {
    StagedRequest request = stage.offered();
    String genuine = request.stamp(DIGEST, "owner", "owen");
    for (String place : List.of("0", "9", "01", "x", "1.1")) {
      request.refuses(POLICY, Cast.OWEN, "approval.leasehold.dev/" + place, genuine);
    }
  }

  @Test
  void theStatusThatACallerSendsAlongCountsForNothing() {
    StagedRequest request = stage.request().offer("security");
    String json =
        """
        {"metadata": {"annotations": {"leasehold.dev/approve": "%s"}},
         "status": {"offer": {"digest": "%s", "roles": ["owner"]}}}
        """
            .formatted(OTHER_DIGEST, OTHER_DIGEST);
    request.refuses(POLICY, () -> Wire.merge(stage.as(Cast.OWEN), request.now(), json));
  }

  @Test
  void aStampIsNeverOverwritten() {
    StagedRequest request = stage.offered().annotate(Cast.SIBYL, APPROVE, QUOTE);
    request
        .refuses(POLICY, Cast.OWEN, FIRST, request.stamp(DIGEST, "owner", "owen"))
        .hasMessageContaining("an approval is never changed");
    request.refuses(POLICY, Cast.SIBYL, FIRST, request.stamp(OTHER_DIGEST, "owner", "sibyl"));
  }

  @Test
  void anApprovalChangesNothingElseOfOurs() {
    StagedRequest request = stage.offered();
    Map<String, String> approval = Map.of(APPROVE, QUOTE);
    List<Map<String, ?>> edits =
        List.of(
            Map.of("annotations", approval, "finalizers", List.of("example.com/mine")),
            Map.of("annotations", approval, "ownerReferences", List.of(owner())),
            Map.of("annotations", Map.of(APPROVE, QUOTE, "leasehold.dev/redeliver", "now")));
    for (Map<String, ?> edit : edits) {
      request
          .refuses("leasehold-annotations", () -> request.patch(stage.as(Cast.OWEN), edit))
          .hasMessageContaining("leave those for another write");
    }
  }

  @Test
  void oneWordIsSaidAtATime() {
    StagedRequest request = stage.offered();
    Map<String, ?> both = Map.of("annotations", Map.of(APPROVE, QUOTE, "leasehold.dev/deny", "no"));
    request
        .refuses("leasehold-annotations", () -> request.patch(stage.as(Cast.OWEN), both))
        .hasMessageContaining("one at a time");
  }

  @Test
  void anApprovalCannotComeWithAnotherSpec() {
    StagedRequest request = stage.offered();
    String before = request.now().toString();
    String json =
        """
        {"metadata": {"annotations": {"leasehold.dev/approve": "%s"}}, "spec": {"duration": "8h"}}
        """
            .formatted(QUOTE);
    assertThatThrownBy(() -> Wire.merge(stage.as(Cast.OWEN), request.now(), json))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec");
    assertThat(request.now().toString()).isEqualTo(before);
  }

  @Test
  void annotationsSentToTheStatusAreNotStored() {
    StagedRequest request = stage.offered();
    GenericKubernetesResource before = request.now();
    Map<String, String> forged = new HashMap<>(request.annotations());
    forged.put(FIRST, request.stamp(DIGEST, "owner", "owen"));
    GenericKubernetesResource sent = request.now();
    sent.getMetadata().setAnnotations(forged);
    stage.operator().resource(sent).updateStatus();
    assertThat(request.now()).isEqualTo(before);
  }

  private static Map<String, String> owner() {
    return Map.of(
        "apiVersion", "v1", "kind", "ConfigMap", "name", "mine", "uid", "11111111-1111-1111");
  }
}
