package dev.leasehold.app;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.util.Optional;

/** Runs the operator in this process, until it is told to stop. */
public final class Operator {
  private Operator() {}

  /**
   * Blocks while the operator runs.
   *
   * @param kubeconfig which cluster and as whom; empty inside a pod
   */
  public static void run(Optional<Path> kubeconfig) {
    kubeconfig.ifPresent(file -> System.setProperty("kubeconfig", file.toString()));
    Quarkus.run();
  }
}
