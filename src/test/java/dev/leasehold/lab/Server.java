package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One server process of a lab, with its flags and its log. */
final class Server implements AutoCloseable {
  private static final int LINES_SHOWN = 15;

  private final List<String> command;
  private final Path log;
  private Process process;

  Server(Path logs, String program, List<String> flags) {
    this.command = new ArrayList<>(List.of(Programs.path(program).toString()));
    this.command.addAll(flags);
    this.log = logs.resolve(program + ".log");
    this.process = Tether.run(command, Map.of(), log);
  }

  /** Throws, with the end of its log, if it has died by itself. */
  void requireRunning() {
    if (!process.isAlive()) {
      throw new ServerDied(
          command.getFirst()
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
    process = Tether.run(command, Map.of(), log);
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
          && String.valueOf(e.getMessage()).contains("address already in use");
    }
  }
}
