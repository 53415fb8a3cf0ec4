package dev.leasehold.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that acts on a cluster, as whoever runs it. */
abstract class ClusterCommand implements Callable<Integer> {
  static final String EXIT_CODES = "Exit codes:%n";

  /** The API server refused, or there is nothing that could be done. */
  static final int REFUSED = 1;

  private static final int UNREAD = 3;

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Spec private @Nullable CommandSpec spec;

  /** Does it; the code to exit with. */
  abstract int run(KubernetesClient client);

  @Override
  public final Integer call() {
    try (KubernetesClient client = cluster.client(command())) {
      return run(client);
    } catch (KubernetesClientException e) {
      boolean refused =
          e.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST
              && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR;
      err().line("leasehold: " + (refused ? Requests.said(e) : unanswered(e)));
      return refused ? REFUSED : unread();
    }
  }

  /** The code to exit with when the cluster does not answer. */
  int unread() {
    return UNREAD;
  }

  private static String unanswered(KubernetesClientException e) {
    return e.getCode() == 0
        ? "the API server could not be reached; try again, or name another with --context"
        : "the API server failed (code %d): %s".formatted(e.getCode(), Requests.said(e));
  }

  final CommandSpec command() {
    return Objects.requireNonNull(spec);
  }

  final Screen out() {
    return new Screen(command().commandLine().getOut());
  }

  final void print(Output output, Object document, List<String> names) {
    output.print(command().commandLine().getOut(), document, names);
  }

  final Screen err() {
    return new Screen(command().commandLine().getErr());
  }
}
