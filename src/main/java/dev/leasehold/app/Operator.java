package dev.leasehold.app;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the operator in this process, until it is told to stop. */
public final class Operator {
  private static final Logger LOG = Logger.getLogger(Operator.class);

  /** Where health and metrics are served; Quarkus reads the variable of this name too. */
  private static final String HOST = "quarkus.management.host";

  private static final String KUBECONFIG = "kubeconfig";

  private Operator() {}

  /**
   * Blocks while the operator runs; ends the process if it cannot be started. Run by hand, with a
   * kubeconfig, it serves health and metrics on loopback only, unless QUARKUS_MANAGEMENT_HOST says
   * otherwise; in a pod the kubelet has to reach them.
   *
   * @param kubeconfig which cluster and as whom; empty inside a pod
   */
  public static void run(Optional<Path> kubeconfig) {
    kubeconfig.ifPresent(Operator::byHand);
    Quarkus.run(null, Operator::ended);
  }

  /** Whether it runs with the kubeconfig that somebody gave it, and not in a pod. */
  static boolean isByHand() {
    return System.getProperty(KUBECONFIG) != null;
  }

  private static void byHand(Path kubeconfig) {
    System.setProperty(KUBECONFIG, kubeconfig.toString());
    if (System.getProperty(HOST) == null && System.getenv("QUARKUS_MANAGEMENT_HOST") == null) {
      System.setProperty(HOST, "127.0.0.1");
    }
  }

  private static void ended(int code, @Nullable Throwable failure) {
    Optional<Identity.Unfit> unfit =
        Stream.iterate(failure, f -> f != null, Throwable::getCause)
            .filter(Identity.Unfit.class::isInstance)
            .map(Identity.Unfit.class::cast)
            .findFirst();
    if (failure != null && unfit.isEmpty()) {
      LOG.fatal("the operator could not be started", failure);
    }
    ApplicationLifecycleManager.getDefaultExitCodeHandler()
        .accept(unfit.map(Identity.Unfit::code).orElse(code), failure);
  }
}
