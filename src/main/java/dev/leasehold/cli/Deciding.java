package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Option;

/** A command that writes a decision on a request, after showing what it is about. */
abstract class Deciding extends OneRequest {
  @Option(names = "--yes", description = "Do not ask before writing.")
  private boolean yes;

  /** What is written, or why nothing can be. */
  sealed interface Word {
    /** One annotation. */
    record Annotation(String key, String value) implements Word {}

    /** Nothing, for this reason. */
    record None(String why) implements Word {}
  }

  /** The word that is to be written on this request. */
  abstract Word word(RequestText text);

  /** Whether it is about the very version that was shown; otherwise about the request as such. */
  boolean onlyAsShown() {
    return false;
  }

  /** What is asked before it is written, such as "Approve this". */
  abstract String question();

  /** What was done, such as "approved". */
  abstract String done();

  @Override
  final int run(Requests requests, AccessRequest request) {
    RequestText text = new RequestText(request);
    return switch (word(text)) {
      case Word.None(String why) -> {
        err().line("leasehold: " + why);
        yield REFUSED;
      }
      case Word.Annotation(String key, String value) -> {
        if (!yes && !confirmed(text)) {
          err().line("leasehold: nothing was written");
          yield REFUSED;
        }
        requests.annotate(request, key, value, onlyAsShown());
        out()
            .line(
                "accessrequests.leasehold.dev/%s %s"
                    .formatted(request.getMetadata().getName(), done()));
        yield 0;
      }
    };
  }

  private boolean confirmed(RequestText text) {
    new RequestLines(text).all().forEach(err()::line);
    err().line(question() + "? Type yes to go on:");
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      String answer = Objects.requireNonNullElse(in.readLine(), "");
      return answer.strip().toLowerCase(Locale.ROOT).equals("yes");
    } catch (IOException e) {
      return false;
    }
  }
}
