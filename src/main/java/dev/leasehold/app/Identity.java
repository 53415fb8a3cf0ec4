package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int UNREACHED = 1;
    private static final int UNTRUSTED = 3;

    private final int code;

    private Unfit(int code) {
      super("the kubeconfig is not one to run the operator with");
      this.code = code;
    }

    /** With what the process ends. */
    int code() {
      return code;
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
      String actual = awaited(client);
      if (!actual.equals(trusted)) {
        LOG.fatalf(
            "this kubeconfig belongs to %s, but the admission guard trusts only %s; use a token of"
                + " that service account, or set LEASEHOLD_NAMESPACE to where the chart is"
                + " installed",
            actual, trusted);
        throw new Unfit(Unfit.UNTRUSTED);
      }
    } catch (KubernetesClientException e) {
      unanswered(client, e.getCode(), configuration.namespace());
    }
  }

  /** Whatever may pass is waited for; the client itself tries once. */
  private static String awaited(KubernetesClient client) {
    CountDownLatch ending = new CountDownLatch(1);
    Thread hook = new Thread(ending::countDown, "end-of-start");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return new FirstAnswer(
              System::nanoTime,
              () -> pause(ending),
              trouble ->
                  LOG.warnf(
                      "the API server at %s %s; the operator waits for it",
                      client.getMasterUrl(), trouble))
          .to(() -> whoAmI(client), e -> Unreached.why(e, !Operator.isByHand()));
    } finally {
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the process is ending already");
    }
  }

  /** The framework waits for its start to come to an end before the process may end. */
  private static void pause(CountDownLatch ending) {
    try {
      if (ending.await(FirstAnswer.AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unfit(Unfit.UNREACHED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unfit(Unfit.UNREACHED);
    }
  }

  /** Anything but a refusal may pass, and the question is only a courtesy. */
  private static void unanswered(KubernetesClient client, int code, String namespace) {
    if (code == HttpURLConnection.HTTP_UNAUTHORIZED) {
      LOG.fatalf(
          "the API server at %s does not know whose this kubeconfig is (401): its token has expired"
              + " or is another cluster's; make a new one with: kubectl -n %s create token %s",
          client.getMasterUrl(), namespace, NAME);
      throw new Unfit(Unfit.UNTRUSTED);
    }
    LOG.warnf(
        "the API server at %s could not be asked who we are (%s)", client.getMasterUrl(), code);
  }

  private static String whoAmI(KubernetesClient client) {
    SelfSubjectReview review = client.resource(new SelfSubjectReviewBuilder().build()).create();
    return review.getStatus().getUserInfo().getUsername();
  }
}
