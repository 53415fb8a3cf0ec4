package dev.leasehold.cli;

import dev.leasehold.app.Operator;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the operator against a cluster. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the operator against a cluster on which the chart is installed.",
      "It must run as the chart's service account, since the admission guard trusts no one else."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it was told to stop",
      "1:it could not be started, or cannot go on",
      "2:wrong usage",
      "3:it runs as somebody else than the chart's service account"
    })
final class OperatorCommand implements Callable<Integer> {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The cluster, with a token of leasehold-operator; inside a pod leave it out.")
  private @Nullable Path kubeconfig;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (kubeconfig != null) {
      Kubeconfig.of(kubeconfig, Objects.requireNonNull(spec));
    }
    Operator.run(Optional.ofNullable(kubeconfig));
    return 0;
  }
}
