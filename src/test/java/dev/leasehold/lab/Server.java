package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One server process of a lab, with its flags and its log. */
final class Server implements AutoCloseable {
  private static final int LINES_SHOWN = 15;

  private final List<String> command;
  private final Path log;
  private final Tether.Farewell farewell;
  private Process process;

  Server(Path logs, String program, List<String> flags) {
    this(
        logs.resolve(program + ".log"),
        Stream.concat(Stream.of(Programs.path(program).toString()), flags.stream()).toList(),
        Tether.Farewell.KILL);
  }

  Server(Path log, List<String> command, Tether.Farewell farewell) {
    this.command = List.copyOf(command);
    this.log = log;
    this.farewell = farewell;
    this.process = launched();
  }

  /** Throws, with the end of its log, if it has died by itself. */
  void requireRunning() {
    if (!process.isAlive()) {
      throw new ServerDied(
          String.join(" ", command)
              + " ended with "
              + process.exitValue()
              + ":\n"
              + Logs.lastLines(log, LINES_SHOWN));
    }
  }

  long pid() {
    return process.pid();
  }

  void start() {
    process = launched();
  }

  /** It stands still, with its connections open, until it is told to go on. */
  void hang() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Outcome.of(List.of("kill", "-" + name, String.valueOf(pid())), Map.of(), null).orThrow();
  }

  private Process launched() {
    return Tether.run(command, Map.of(), log, farewell);
  }

  @Override
  public void close() {
    Tether.release(process);
  }

  /** A server ended although nobody asked it to. */
  static final class ServerDied extends RuntimeException {
    ServerDied(String message) {
      super(message);
    }

    /** Whether somebody took the port between our choosing it and the server's using it. */
    static boolean becauseItsPortWasTaken(RuntimeException e) {
      return e instanceof ServerDied
          && String.valueOf(e.getMessage())
              .toLowerCase(Locale.ROOT)
              .contains("address already in use");
    }
  }
}
