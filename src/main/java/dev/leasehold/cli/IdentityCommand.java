package dev.leasehold.cli;

import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that decides about a service account and not about one request. */
abstract class IdentityCommand extends ClusterCommand {
  @Parameters(paramLabel = "NAME", description = "The ServiceAccount.")
  private String name = "";

  @Mixin private ReasonOption reason = new ReasonOption();

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
    Optional<String> why = reason.given();
    if (why.isEmpty()) {
      err().line("leasehold: " + ReasonOption.MISSING);
      return REFUSED;
    }
    return switch (plan(client, new Subject(cluster.namespace(client), name))) {
      case Plan.None(String obstacle) -> {
        err().line("leasehold: " + obstacle);
        yield REFUSED;
      }
      case Plan.Act(var shown, String question, Writer writer, String done) -> {
        if (!confirmation.given(err(), shown, question)) {
          yield REFUSED;
        }
        writer.write(why.get());
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
