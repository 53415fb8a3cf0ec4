package dev.leasehold.cli;

import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that decides about a service account and not about one request. */
abstract class IdentityCommand extends ClusterCommand {
  @Parameters(paramLabel = "NAME", description = "The ServiceAccount.")
  private String name = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it stays in the record.")
  private String reason = "";

  @Mixin private Confirmation confirmation = new Confirmation();

  /** What is to be done. */
  sealed interface Plan {
    /**
     * Something, by writing the reason.
     *
     * @param shown what it is about, line by line
     */
    record Act(List<String> shown, String question, Writer writer, String done) implements Plan {}

    /** Nothing, for this reason. */
    record None(String why) implements Plan {}
  }

  /** Writes a reason where it belongs. */
  interface Writer {
    void write(String reason);
  }

  /** What is to be done with this identity. */
  abstract Plan plan(KubernetesClient client, Subject identity);

  @Override
  final int run(KubernetesClient client) {
    if (reason.isBlank()) {
      err().line("leasehold: --reason must say why");
      return REFUSED;
    }
    return switch (plan(client, new Subject(cluster.namespace(client), name))) {
      case Plan.None(String why) -> {
        err().line("leasehold: " + why);
        yield REFUSED;
      }
      case Plan.Act(var shown, String question, Writer writer, String done) -> {
        if (!confirmation.given(err(), shown, question)) {
          yield REFUSED;
        }
        writer.write(reason);
        out().line(done);
        yield 0;
      }
    };
  }

  /** What to type after a subcommand to mean this identity. */
  static String typed(Subject identity) {
    return identity.serviceAccount() + " -n " + identity.namespace();
  }

  static String qualified(Subject identity) {
    return identity.namespace() + "/" + identity.serviceAccount();
  }
}
