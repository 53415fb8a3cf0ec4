package dev.leasehold.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Which cluster, as whom, and in which namespace; spelt as kubectl spells it. Whoever runs the
 * program acts with their own identity.
 */
final class ClusterOptions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The cluster, and as whom (default: as for kubectl).")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig (default: its current one).")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace (default: that of the context).")
  private @Nullable String namespace;

  @Option(names = "--as", paramLabel = "USER", description = "Impersonate this user.")
  private @Nullable String user;

  /**
   * A client that answers within ten seconds, or fails.
   *
   * @throws ParameterException if the kubeconfig names no cluster
   */
  KubernetesClient client(CommandSpec command) {
    Config config =
        new ConfigBuilder(Kubeconfig.found(kubeconfig, context, command))
            .withRequestTimeout(Math.toIntExact(TIMEOUT.toMillis()))
            .withConnectionTimeout(Math.toIntExact(TIMEOUT.toMillis()))
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectLimit(0)
            .build();
    if (user != null) {
      config.setImpersonateUsername(user);
    }
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(Direct.orByProxy(config, TIMEOUT))
        .build();
  }

  /** Whether a namespace was named. */
  boolean namesNamespace() {
    return namespace != null;
  }

  /** The namespace that was named, or that of the context. */
  String namespace(KubernetesClient client) {
    return namespace == null
        ? Objects.requireNonNullElse(client.getNamespace(), "default")
        : namespace;
  }
}
