package dev.leasehold.lab;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the demo shows: plain lines for a file or a pipe; with colour, a moving countdown and time
 * to read on a terminal. A non-empty NO_COLOR takes the colour away.
 */
final class Screen {
  private static final int WIDTH = 100;
  private static final Duration TO_READ = Duration.ofMillis(1500);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final String BOLD = "1";
  private static final String FAINT = "2";
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String CYAN = "36";

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;
  private int steps;

  Screen(PrintStream out, boolean terminal, boolean colour) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
  }

  /** Standard output, as it is. */
  static Screen standard() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    String noColour = System.getenv().getOrDefault("NO_COLOR", "");
    boolean dumb = System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    return new Screen(System.out, terminal && !dumb, terminal && !dumb && noColour.isEmpty());
  }

  /** A new step, and what should happen in it. */
  void step(String title, String announced) throws InterruptedException {
    if (terminal && steps > 0) {
      Thread.sleep(TO_READ);
    }
    steps++;
    out.println();
    out.println(in(BOLD, steps + ". " + title));
    wrapped(announced).forEach(line -> out.println("   " + line));
    out.flush();
  }

  /** Something worth knowing. */
  void say(String text) {
    text.lines().forEach(line -> out.println("   " + line));
    out.flush();
  }

  /** What somebody types. It is not wrapped, so that it can be copied. */
  void typed(String who, String command) {
    (who + "$ " + command).lines().forEach(line -> out.println("   " + in(CYAN, line)));
    out.flush();
  }

  /** What the command answers; tables stay as they are. */
  void answered(String text) {
    List<String> lines = text.strip().lines().toList();
    boolean table = !lines.isEmpty() && lines.getFirst().matches("[A-Z]+ .*");
    lines.stream()
        .flatMap(line -> table ? Stream.of(line) : hanging(line))
        .forEach(line -> out.println("     " + in(FAINT, line)));
    out.flush();
  }

  /** A check of what was announced came out right. */
  void right(String text) {
    out.println("   " + in(GREEN, "[as announced]") + " " + text);
    out.flush();
  }

  /** It did not. */
  void wrong(String text) {
    out.println();
    out.println(in(RED, "NOT AS ANNOUNCED") + (steps == 0 ? ":" : " in step " + steps + ":"));
    wrapped(text).forEach(line -> out.println("   " + line));
    out.flush();
  }

  /** Returns at the instant; says meanwhile how long it is to go. */
  void countdown(String what, Instant until) throws InterruptedException {
    long said = Long.MAX_VALUE;
    for (Duration left = left(until); left.isPositive(); left = left(until)) {
      long seconds = left.toSeconds() + 1;
      if (terminal) {
        out.print("\r   " + what + " in " + seconds + " s   ");
      } else if (seconds % 10 == 0 && seconds < said) {
        out.println("   " + what + " in " + seconds + " s");
        said = seconds;
      }
      out.flush();
      Thread.sleep(left.compareTo(TICK) < 0 ? left : TICK);
    }
    out.print(terminal ? "\r   " + " ".repeat(what.length() + 12) + "\r" : "");
  }

  private static Duration left(Instant until) {
    return Duration.between(Instant.now(), until);
  }

  private String in(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** What does not fit goes on beneath, a little to the right. */
  private static Stream<String> hanging(String line) {
    List<String> parts = wrapped(line);
    return IntStream.range(0, parts.size()).mapToObj(i -> (i == 0 ? "" : "  ") + parts.get(i));
  }

  private static List<String> wrapped(String text) {
    return text.lines()
        .flatMap(line -> line.replaceAll("(.{1," + WIDTH + "})( +|$)", "$1\n").lines())
        .toList();
  }
}
