package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Types commands for the people of the demo, shows them, and judges the answers. */
final class Actors {
  private final Playground playground;
  private final Screen screen;

  Actors(Playground playground, Screen screen) {
    this.playground = playground;
    this.screen = screen;
  }

  /** Types the command with these in its environment, where the database's programs are at hand. */
  Outcome typeWith(Map<String, String> environment, String who, String command) {
    screen.typed(who, command);
    Map<String, String> all = new HashMap<>(environment);
    Path programs = Objects.requireNonNull(Programs.path("postgres").getParent());
    all.put("PATH", programs + ":" + System.getenv("PATH"));
    Outcome said = Outcome.of(List.of("sh", "-c", command), all, null);
    screen.answered(said.stdout().isBlank() ? said.stderr() : said.stdout());
    return said;
  }

  /** Types the command as whoever this kubeconfig is for, as it stands, in a shell. */
  Outcome type(String who, String command) {
    screen.typed(who, command);
    Outcome said = run(who, command, null);
    String answer = said.stdout().isBlank() ? said.stderr() : said.stdout();
    screen.answered(answer.isBlank() ? "(nothing)" : answer);
    return said;
  }

  /** The same, for a command that is announced to succeed. */
  String succeed(String who, String command) {
    Outcome said = type(who, command);
    Surprise.unless(said.succeeded(), "this was to succeed, but did not: " + command);
    return said.stdout();
  }

  /** The same, with a manifest that is shown first. */
  void apply(String who, String manifest) {
    screen.typed(who, "kubectl apply -f - <<EOF\n" + manifest + "EOF");
    Outcome said = run(who, "kubectl apply -f -", manifest);
    screen.answered(said.stdout() + said.stderr());
    Surprise.unless(said.succeeded(), "the manifest was to be applied, but was not");
  }

  /** The same, for a command that an admission policy of this name is announced to refuse. */
  void refused(String who, String command, String policy) {
    Outcome said = type(who, command);
    Surprise.unless(
        !said.succeeded(), "this was to be refused, but was not, as " + who + ": " + command);
    Surprise.unless(
        said.stderr().contains("'" + policy + "'"),
        "the policy " + policy + " was to refuse this, but something else did: " + command);
  }

  /** The same, for a command that is announced to be answered by this HTTP status. */
  void answered(String who, String command, int code) {
    int actual = code(type(who, command));
    Surprise.unless(actual == code, "HTTP " + code + " was announced, and it was " + actual);
    screen.say("-> " + code);
  }

  /** The HTTP status by which the API server answered. */
  static int code(Outcome said) {
    if (said.succeeded()) {
      return 200;
    }
    String words = said.stderr();
    if (words.contains("Unauthorized") || words.contains("must be logged in")) {
      return 401;
    }
    return words.contains("(Forbidden)") ? 403 : 0;
  }

  /** Runs without showing anything. */
  Outcome quietly(String who, String command) {
    return run(who, command, null);
  }

  /** Leaves a kubeconfig beside those of the people. */
  Path keep(String who, String kubeconfig) {
    try {
      return Files.writeString(playground.kubeconfig(who), kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome run(String who, String command, @Nullable String input) {
    Path kubectl = Programs.path("kubectl").toAbsolutePath();
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG",
            playground.kubeconfig(who).toString(),
            "PATH",
            kubectl.getParent() + ":" + System.getenv("PATH"));
    return Outcome.of(List.of("sh", "-c", command), environment, input);
  }
}
