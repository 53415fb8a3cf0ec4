package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Makes sure, before anything else, that this process is who the guard trusts: under another
 * identity every write would be refused, one by one and without a word on why.
 */
@Singleton
public class Identity {
  /** Name of the operator's service account and of its Lease. */
  static final String NAME = "leasehold-operator";

  private static final Logger LOG = Logger.getLogger(Identity.class);
  private static final int FIRST = 1;

  /** Ends the start; what there is to say has been said. */
  static final class Untrusted extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what the process ends. */
    static final int CODE = 3;

    Untrusted() {
      super("not the identity that the guard trusts");
    }
  }

  /** Under which user name the guard trusts the operator. */
  static String trusted(String namespace) {
    return "system:serviceaccount:" + namespace + ":" + NAME;
  }

  void check(
      @Observes @Priority(FIRST) StartupEvent event,
      KubernetesClient client,
      OperatorConfiguration configuration) {
    String trusted = trusted(configuration.namespace());
    try {
      String actual = whoAmI(client);
      if (!actual.equals(trusted)) {
        LOG.fatalf(
            "this kubeconfig belongs to %s, but the admission guard trusts only %s; use a token of"
                + " that service account, or set LEASEHOLD_NAMESPACE to where the chart is"
                + " installed",
            actual, trusted);
        throw new Untrusted();
      }
    } catch (KubernetesClientException e) {
      LOG.warnf(
          "the API server at %s could not be asked who we are (%s)",
          client.getMasterUrl(), e.getCode());
    }
  }

  private static String whoAmI(KubernetesClient client) {
    SelfSubjectReview review = client.resource(new SelfSubjectReviewBuilder().build()).create();
    return review.getStatus().getUserInfo().getUsername();
  }
}
