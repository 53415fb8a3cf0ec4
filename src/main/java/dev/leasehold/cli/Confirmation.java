package dev.leasehold.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Shows what is about to be done and asks whether to do it, unless nobody wants to be asked. */
final class Confirmation {
  @Option(names = "--yes", description = "Do not ask before writing.")
  private boolean yes;

  private @Nullable BufferedReader in;
  private String otherwise = "nothing was written";

  /**
   * Whether to go on; if not, that is said.
   *
   * @param shown what the answer is about, line by line
   * @param question such as "Approve this"
   */
  boolean given(Screen err, List<String> shown, String question) {
    if (yes) {
      return true;
    }
    shown.forEach(err::line);
    err.line(question + "? Type yes to go on:");
    boolean given = answer().strip().toLowerCase(Locale.ROOT).equals("yes");
    if (!given) {
      err.line("leasehold: " + otherwise);
    }
    return given;
  }

  /** Says from now on this where it is not given. */
  void otherwise(String said) {
    otherwise = said;
  }

  /** Whether nobody is asked. */
  boolean isUnasked() {
    return yes;
  }

  private String answer() {
    try {
      // One for all questions: it reads ahead.
      BufferedReader lines =
          Objects.requireNonNullElseGet(
              in,
              () -> new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
      in = lines;
      return Objects.requireNonNullElse(lines.readLine(), "");
    } catch (IOException e) {
      return "";
    }
  }
}
