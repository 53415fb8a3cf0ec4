package dev.leasehold.controller;

import dev.leasehold.model.RoleRef;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the operator itself may do, as the API server says; asked again after a while. */
final class OwnRights {
  /** A changed grant of rights is noticed within this; until then binding is refused or fails. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

  OwnRights(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  boolean mayBind(RoleRef role, String namespace) {
    Instant now = clock.instant();
    return answers
        .compute(
            new Question(role, namespace),
            (question, before) ->
                before != null && now.isBefore(before.until())
                    ? before
                    : new Answer(ask(question), now.plus(REMEMBERED)))
        .allowed();
  }

  private boolean ask(Question question) {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup("rbac.authorization.k8s.io")
            .withResource(
                switch (question.role().kind()) {
                  case ROLE -> "roles";
                  case CLUSTER_ROLE -> "clusterroles";
                })
            .withVerb("bind")
            .withName(question.role().name())
            .withNamespace(question.namespace())
            .endResourceAttributes()
            .endSpec()
            .build();
    return Store.asking("access review", () -> client.resource(review).create())
        .getStatus()
        .getAllowed();
  }

  private record Question(RoleRef role, String namespace) {}

  private record Answer(boolean allowed, Instant until) {}
}
