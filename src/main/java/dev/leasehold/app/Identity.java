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
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofMillis(500);

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
      String actual = patiently(() -> whoAmI(client));
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

  /** An API server that is being restarted is waited for; the client itself tries once. */
  private static String patiently(Supplier<String> call) {
    long began = System.nanoTime();
    while (true) {
      try {
        return call.get();
      } catch (KubernetesClientException e) {
        boolean passing = e.getCode() <= 0 || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
        if (!passing || System.nanoTime() - began > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  /** Anything but a refusal and silence may pass, and the question is only a courtesy. */
  private static void unanswered(KubernetesClient client, int code, String namespace) {
    if (code == HttpURLConnection.HTTP_UNAUTHORIZED) {
      LOG.fatalf(
          "the API server at %s does not know whose this kubeconfig is (401): its token has expired"
              + " or is another cluster's; make a new one with: kubectl -n %s create token %s",
          client.getMasterUrl(), namespace, NAME);
      throw new Unfit(Unfit.UNTRUSTED);
    }
    if (code <= 0) {
      LOG.fatalf(
          "the API server at %s does not answer; see whether the address in the kubeconfig is right,"
              + " can be reached from here, and has a certificate that the kubeconfig trusts",
          client.getMasterUrl());
      throw new Unfit(Unfit.UNREACHED);
    }
    LOG.warnf(
        "the API server at %s could not be asked who we are (%s)", client.getMasterUrl(), code);
  }

  private static String whoAmI(KubernetesClient client) {
    SelfSubjectReview review = client.resource(new SelfSubjectReviewBuilder().build()).create();
    return review.getStatus().getUserInfo().getUsername();
  }
}
