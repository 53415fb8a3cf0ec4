package dev.leasehold.cli;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;

/** Who runs the program, as the API server knows them, and what they may do. */
final class Caller {
  /** How often at most the API server is asked what the caller may do. */
  private static final int QUESTIONS = 100;

  private final KubernetesClient client;
  private final Map<String, May> answers = new HashMap<>();

  Caller(KubernetesClient client) {
    this.client = client;
  }

  /** What the caller may do. */
  enum May {
    /** They may. */
    YES,
    /** They may not. */
    NO,
    /** The API server has been asked enough already. */
    UNASKED
  }

  /** The name by which the API server knows the caller. */
  String name() {
    SelfSubjectReview review =
        client
            .resource(new SelfSubjectReviewBuilder().withNewMetadata().endMetadata().build())
            .create();
    return review.getStatus().getUserInfo().getUsername();
  }

  /**
   * Whether the caller holds this verb on this entitlement; asked once for each.
   *
   * @param role the role to act in; empty for verbs that need none
   */
  May mayDo(String verb, String role, String entitlement) {
    String question = verb + " " + role + " " + entitlement;
    return answers.size() >= QUESTIONS && !answers.containsKey(question)
        ? May.UNASKED
        : answers.computeIfAbsent(question, _ -> asked(verb, role, entitlement));
  }

  private May asked(String verb, String role, String entitlement) {
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
    return Boolean.TRUE.equals(review.getStatus().getAllowed()) ? May.YES : May.NO;
  }
}
