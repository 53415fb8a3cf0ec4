package dev.leasehold.cli;

import dev.leasehold.app.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the operator against a cluster. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the operator against a cluster on which the chart is installed.",
      "It must run as the chart's service account, since the admission guard trusts no one else."
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
    if (kubeconfig != null && !Files.isReadable(kubeconfig) && spec != null) {
      throw new ParameterException(
          spec.commandLine(), "--kubeconfig: " + kubeconfig + " cannot be read; name a file");
    }
    Operator.run(Optional.ofNullable(kubeconfig));
    return 0;
  }
}
