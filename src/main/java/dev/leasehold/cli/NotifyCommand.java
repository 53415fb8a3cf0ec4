package dev.leasehold.cli;

import dev.leasehold.app.MachineTime;
import dev.leasehold.app.SecretFiles;
import dev.leasehold.app.SinkList;
import dev.leasehold.notice.Answer;
import dev.leasehold.notice.Bundle;
import dev.leasehold.notice.Channel;
import dev.leasehold.notice.Channels;
import dev.leasehold.notice.Notice;
import dev.leasehold.notice.Sink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** About the sinks of notices. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = "Tries the sinks to which the operator sends notices; see notify test --help.",
    subcommands = NotifyCommand.Test.class)
final class NotifyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Missing subcommand: notify test");
  }

  /** Sends each sink one notice. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description =
          "Sends one test notice to each sink in the chart's values, from this machine, and prints"
              + " what it answered. It needs no cluster.",
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {
        "0:every sink took it",
        "1:a sink did not",
        "2:wrong usage, or sinks that the operator would not start with"
      })
  static final class Test implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Option(
        names = "--values",
        paramLabel = "FILE",
        required = true,
        description = "The chart's values, with notices.sinks.")
    private @Nullable Path values;

    @Option(
        names = "--secrets",
        paramLabel = "DIR",
        description = "Where sinks with a secretName have it: DIR/<sink>/<key>.")
    private Path secrets = Path.of("/var/run/secrets/leasehold.dev/notices");

    @Option(names = "--sink", paramLabel = "NAME", description = "Only this one.")
    private @Nullable String only;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      CommandSpec used = Objects.requireNonNull(spec);
      Screen screen = new Screen(used.commandLine().getOut());
      boolean all = true;
      for (Sink sink : sinks(used)) {
        Answer answer = send(sink);
        screen.line(sink.name() + ": " + word(answer) + ": " + answer.said());
        all &= answer instanceof Answer.Taken;
      }
      return all ? 0 : 1;
    }

    private List<Sink> sinks(CommandSpec used) {
      List<Sink> sinks;
      try {
        String json = ChartValues.sinks(Objects.requireNonNull(values));
        sinks =
            SinkList.parse(
                json,
                name -> new SecretFiles(secrets.resolve(name)),
                wrong -> {
                  throw wrong;
                });
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            used.commandLine(), Objects.requireNonNullElse(e.getMessage(), "no sinks"));
      }
      List<Sink> chosen =
          sinks.stream().filter(sink -> only == null || only.equals(sink.name())).toList();
      if (chosen.isEmpty()) {
        String what = only == null ? "notices.sinks is empty" : "there is no sink " + only;
        throw new ParameterException(used.commandLine(), values + ": " + what);
      }
      return chosen;
    }

    private Answer send(Sink sink) throws InterruptedException {
      SecretFiles secret = new SecretFiles(secrets.resolve(sink.name()));
      try (Channel channel =
          Channels.to(sink, secret, () -> "urn:leasehold:test", MachineTime::now, LIMIT)) {
        return channel.send(Bundle.of(Notice.test("test", MachineTime.now())));
      }
    }

    private static String word(Answer answer) {
      return switch (answer) {
        case Answer.Taken taken -> "taken";
        case Answer.Later later -> "not taken, would be tried again";
        case Answer.Refused refused -> "refused";
      };
    }
  }
}
