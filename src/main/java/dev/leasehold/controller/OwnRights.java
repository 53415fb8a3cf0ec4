package dev.leasehold.controller;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.RoleRef;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * What the operator itself may do, as the API server says; asked again after a while. Nobody tells
 * when a right is given, so what was denied is asked for by itself until it is.
 */
final class OwnRights implements AutoCloseable {
  /** A changed grant of rights is noticed within this; until then binding is refused or fails. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private static final String DENIED = "denied";

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Duration remembered;
  private final BiConsumer<RoleRef, String> gained;
  private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
  private final Deadlines again;

  /**
   * @param gained told of a role, and of the namespace in which it may be bound by now
   */
  OwnRights(KubernetesClient client, InstantSource clock, BiConsumer<RoleRef, String> gained) {
    this(client, clock, REMEMBERED, gained);
  }

  OwnRights(
      KubernetesClient client,
      InstantSource clock,
      Duration remembered,
      BiConsumer<RoleRef, String> gained) {
    this.client = client;
    this.clock = clock;
    this.remembered = remembered;
    this.gained = gained;
    this.again = new Deadlines("own-rights", 1, clock, key -> askAgain());
  }

  boolean mayBind(RoleRef role, String namespace) {
    Question question = new Question(role, namespace);
    Answer before = answers.get(question);
    Instant now = clock.instant();
    Answer answer =
        answers.compute(
            question,
            (same, known) ->
                known != null && now.isBefore(known.until())
                    ? known
                    : new Answer(ask(question), now.plus(remembered)));
    if (!answer.allowed()) {
      again.unlessSet(DENIED, answer.until());
    } else if (before != null && !before.allowed()) {
      gained.accept(role, namespace);
    }
    return answer.allowed();
  }

  private void askAgain() {
    try {
      for (Map.Entry<Question, Answer> one : answers.entrySet()) {
        if (!one.getValue().allowed()) {
          boolean _ = mayBind(one.getKey().role(), one.getKey().namespace());
        }
      }
    } catch (Unavailable e) {
      again.unlessSet(DENIED, clock.instant().plus(remembered));
    }
  }

  @Override
  public void close() {
    again.close();
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
