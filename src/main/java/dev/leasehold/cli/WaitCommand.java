package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cli.Changes.Change;
import dev.leasehold.model.Durations;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Waits until it is known what becomes of a request. */
@Command(
    name = "wait",
    mixinStandardHelpOptions = true,
    description =
        "Waits until a request is granted or it is certain that it never will be, and prints one"
            + " line for each change on the way.",
    exitCodeOnInvalidInput = WaitCommand.USAGE,
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:granted: the access can be used",
      "1:there is no such request, you may not read it, or the cluster could not be read",
      "2:denied by an approver",
      "3:refused by policy",
      "4:none of these before the timeout",
      "5:ended in another way: lapsed, withdrawn, revoked, failed, expired or deleted",
      "64:wrong usage"
    })
final class WaitCommand extends OneRequest {
  static final int USAGE = 64;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = Limit.class,
      description = "How long to wait at most, such as 30s or 2h30m (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ZERO;

  private String told = "";

  @Override
  int run(Requests requests, AccessRequest request) {
    Optional<Outcome> outcome = tell(request);
    if (outcome.isPresent()) {
      return outcome.get().code();
    }
    try (Changes changes = new Changes(requests, request, timeout)) {
      while (outcome.isEmpty()) {
        outcome = after(changes.next());
      }
    }
    return outcome.get().code();
  }

  /** What cannot be read is none of the outcomes. */
  @Override
  int unread() {
    return REFUSED;
  }

  private Optional<Outcome> after(Change change) {
    return switch (change) {
      case Change.Seen(AccessRequest seen) -> tell(seen);
      case Change.Gone() -> {
        out().line("the request was deleted");
        yield Optional.of(Outcome.ENDED);
      }
      case Change.TimedOut() -> {
        err().line("leasehold: nothing more happened within " + Durations.text(timeout));
        yield Optional.of(Outcome.TIMED_OUT);
      }
    };
  }

  /** Says where it is, unless that was said last. */
  private Optional<Outcome> tell(AccessRequest request) {
    RequestText text = new RequestText(request);
    String line = text.qualified() + " " + text.standing();
    if (!line.equals(told)) {
      out().line(line);
      told = line;
    }
    return Outcome.of(text);
  }

  /** A time as in requests, longer than none. */
  static final class Limit implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        Duration limit = Durations.parse(value);
        if (limit.isPositive()) {
          return limit;
        }
      } catch (IllegalArgumentException e) {
        // Said below, as for what is not positive.
      }
      throw new TypeConversionException("'" + value + "' is not a time such as 30s or 2h30m");
    }
  }
}
