package dev.leasehold.cluster;

import dev.leasehold.observe.Authority;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the API server itself, each time anew: what somebody may do can change at any moment. */
public final class AccessReviews implements Authority {
  /** Everybody who is authenticated is in it, and no signer's groups name it. */
  private static final String AUTHENTICATED = "system:authenticated";

  private final KubernetesClient client;

  public AccessReviews(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Answer may(String user, Set<String> groups, Question question) {
    try {
      SubjectAccessReview answer = client.resource(review(user, groups, question)).create();
      return answer(answer.getStatus());
    } catch (KubernetesClientException e) {
      return Answer.UNKNOWN;
    }
  }

  /** A binding to a role that is not there gives nothing; any other trouble leaves it open. */
  private static Answer answer(@Nullable SubjectAccessReviewStatus status) {
    if (status == null) {
      return Answer.UNKNOWN;
    }
    if (Boolean.TRUE.equals(status.getAllowed())) {
      return Answer.YES;
    }
    String trouble = status.getEvaluationError();
    return trouble == null || trouble.contains(" not found") ? Answer.NO : Answer.UNKNOWN;
  }

  private static SubjectAccessReview review(String user, Set<String> groups, Question question) {
    return new SubjectAccessReviewBuilder()
        .withNewSpec()
        .withUser(user)
        .withGroups(Stream.concat(groups.stream().sorted(), Stream.of(AUTHENTICATED)).toList())
        .withNewResourceAttributes()
        .withVerb(question.verb())
        .withGroup(question.group())
        .withResource(question.resource())
        .withSubresource(question.subresource())
        .withNamespace(question.namespace())
        .withName(question.name())
        .endResourceAttributes()
        .endSpec()
        .build();
  }
}
