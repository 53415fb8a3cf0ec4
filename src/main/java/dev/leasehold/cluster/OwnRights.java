package dev.leasehold.cluster;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.RoleRef;
import dev.leasehold.schedule.Deadlines;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * What the operator itself may do, as the API server says; asked again after a while. Nobody tells
 * when a right is given, so what was denied is asked for by itself until it is.
 */
public final class OwnRights implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OwnRights.class);

  /** A changed grant of rights is noticed within this; until then binding is refused or fails. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private static final String DENIED = "denied";

  /** After so many rounds whoever still waits for what is denied has to ask for it again. */
  private static final int ROUNDS = 120;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Duration remembered;
  private final BiConsumer<RoleRef, String> gained;
  private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
  private final Deadlines again;
  private int round;

  /**
   * @param gained told of a role, and of the namespace in which it may be bound by now, or in which
   *     it must be asked for again
   */
  public OwnRights(
      KubernetesClient client, InstantSource clock, BiConsumer<RoleRef, String> gained) {
    this(client, clock, REMEMBERED, gained);
  }

  public OwnRights(
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
    Instant now = clock.instant();
    answers.values().removeIf(known -> known.allowed() && !now.isBefore(known.until()));
    Answer answer = answer(new Question(role, namespace), known -> now.isBefore(known.until()));
    if (!answer.allowed()) {
      again.unlessSet(DENIED, answer.until());
    }
    return answer.allowed();
  }

  private Answer answer(Question question, Predicate<Answer> holds) {
    Answer before = answers.get(question);
    Answer answer =
        answers.compute(
            question,
            (same, known) ->
                known != null && holds.test(known)
                    ? known
                    : new Answer(ask(question), clock.instant().plus(remembered)));
    if (answer.allowed() && before != null && !before.allowed()) {
      gained.accept(question.role(), question.namespace());
    }
    return answer;
  }

  /** Whatever the clock says by now; and once more, as long as something is denied. */
  private void askAgain() {
    try {
      if (++round % ROUNDS == 0) {
        forget();
      }
      for (Question question : denied()) {
        Answer _ = answer(question, Answer::allowed);
      }
    } catch (Unavailable e) {
      LOG.debugf("reason=%s rights are asked for again", e.reason().code());
    } finally {
      if (!denied().isEmpty()) {
        again.set(DENIED, clock.instant().plus(remembered));
      }
    }
  }

  /** Nobody tells what is no longer asked for; who is told of a change asks again if it matters. */
  private void forget() {
    for (Question question : denied()) {
      answers.remove(question);
      gained.accept(question.role(), question.namespace());
    }
  }

  private List<Question> denied() {
    return answers.entrySet().stream()
        .filter(one -> !one.getValue().allowed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** About how many rights something is remembered. */
  int asked() {
    return answers.size();
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
