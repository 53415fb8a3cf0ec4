package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cli.Changes.Change;
import dev.leasehold.model.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  private static final String DELETED = "the request was deleted";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = Limit.class,
      description = "How long to wait at most, such as 30s or 2h30m (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ZERO;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "Print each change for programs: ${COMPLETION-CANDIDATES}, one object a line.")
  private @Nullable Format format;

  /** As which kind of lines. */
  enum Format {
    json
  }

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
        out().line(format == null ? DELETED : Output.line(Map.of("message", DELETED)));
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
    String line =
        format == null ? text.qualified() + " " + text.standing() : Output.line(document(text));
    if (!line.equals(told)) {
      out().line(line);
      told = line;
    }
    return Outcome.of(text);
  }

  private static Map<String, String> document(RequestText text) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("namespace", text.request().getMetadata().getNamespace());
    all.put("name", text.request().getMetadata().getName());
    all.put("phase", text.phase());
    text.ready()
        .or(() -> text.condition("Reconciling"))
        .ifPresent(
            why -> {
              all.put("reason", why.getReason());
              all.put("message", why.getMessage());
            });
    return all;
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
