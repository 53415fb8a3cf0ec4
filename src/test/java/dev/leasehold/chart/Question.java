package dev.leasehold.chart;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * May I? As the API server answers it, also for virtual resources, of which {@code kubectl auth
 * can-i} loses the group. An empty string leaves a part out of the question.
 */
record Question(
    String verb, String group, String resource, String part, String namespace, String name) {
  boolean answerFor(KubernetesClient asker) {
    return asker
        .resource(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .withSubresource(part)
                .withNamespace(namespace)
                .withName(name)
                .endResourceAttributes()
                .endSpec()
                .build())
        .create()
        .getStatus()
        .getAllowed();
  }
}
