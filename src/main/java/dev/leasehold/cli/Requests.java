package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Requests as the caller may see and annotate them. */
final class Requests {
  /** So that tools which apply the request do not take the annotation away again. */
  private static final String FIELD_MANAGER = "leasehold";

  private static final Pattern POLICY =
      Pattern.compile(
          "^.*ValidatingAdmissionPolicy '[^']*' with binding '[^']*' denied request: (.*)$",
          Pattern.DOTALL);

  private final KubernetesClient client;
  private final Map<String, Boolean> allowed = new HashMap<>();

  Requests(KubernetesClient client) {
    this.client = client;
  }

  /** The request, if it is there. */
  Optional<AccessRequest> named(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(AccessRequest.class).inNamespace(namespace).withName(name).get());
  }

  /** All for which something is still to be done; of one namespace, or of all. */
  List<AccessRequest> open(Optional<String> namespace) {
    ListOptions unsettled =
        new ListOptionsBuilder().withFieldSelector("status.settled!=true").build();
    var requests = client.resources(AccessRequest.class);
    return namespace
        .map(n -> requests.inNamespace(n).list(unsettled))
        .orElseGet(() -> requests.inAnyNamespace().list(unsettled))
        .getItems();
  }

  /** The name by which the API server knows the caller. */
  String caller() {
    SelfSubjectReview review =
        client
            .resource(new SelfSubjectReviewBuilder().withNewMetadata().endMetadata().build())
            .create();
    return review.getStatus().getUserInfo().getUsername();
  }

  /**
   * Whether the caller holds this verb on this entitlement.
   *
   * @param role the role to act in; empty for verbs that need none
   */
  boolean mayDo(String verb, String role, String entitlement) {
    return allowed.computeIfAbsent(
        verb + " " + role + " " + entitlement, _ -> asked(verb, role, entitlement));
  }

  private boolean asked(String verb, String role, String entitlement) {
    SelfSubjectAccessReview review =
        client
            .resource(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withNewResourceAttributes()
                    .withGroup("leasehold.dev")
                    .withResource("entitlements")
                    .withSubresource(role)
                    .withName(entitlement)
                    .withVerb(verb)
                    .endResourceAttributes()
                    .endSpec()
                    .build())
            .create();
    return Boolean.TRUE.equals(review.getStatus().getAllowed());
  }

  /**
   * Annotates this very request; one that was deleted and made again under its name is another.
   *
   * @throws KubernetesClientException if the API server refuses
   */
  void annotate(AccessRequest request, String key, String value) {
    client
        .resources(AccessRequest.class)
        .inNamespace(request.getMetadata().getNamespace())
        .withName(request.getMetadata().getName())
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(FIELD_MANAGER)
                .build(),
            Serialization.asJson(
                Map.of(
                    "metadata",
                    Map.of(
                        "uid",
                        request.getMetadata().getUid(),
                        "annotations",
                        Map.of(key, value)))));
  }

  /** What the API server answered, without what concerns only programs. */
  static String said(KubernetesClientException refusal) {
    String message =
        refusal.getStatus() == null || refusal.getStatus().getMessage() == null
            ? "the API server did not answer"
            : refusal.getStatus().getMessage();
    var policy = POLICY.matcher(message);
    return policy.matches() ? policy.group(1) : message;
  }
}
