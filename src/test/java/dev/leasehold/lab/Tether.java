package dev.leasehold.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ties processes and directories to the life of this JVM, however it ends.
 *
 * <p>Each is watched by a shell at the other end of a pipe that only this JVM holds open. When the
 * pipe closes, because we closed it or because the kernel did for a JVM that was killed, the shell
 * ends the process, or removes the directory. Stopping properly takes the same way, so the way is
 * tried all the time.
 */
final class Tether {
  /**
   * Becomes the program; the watcher is its child, so that it never signals a process that took
   * over the number. Who does not follow the first signal within five seconds is killed.
   */
  private static final String RUN =
      """
      exec 3<&0
      program=$$
      signal=$1
      shift
      ours() {
        if [ -r /proc/self/stat ]; then
          read -r _ _ _ parent _ </proc/self/stat
        else
          parent=$(ps -o ppid= -p "$(exec sh -c 'echo $PPID')" | tr -d ' ')
        fi
        [ "$parent" = "$program" ]
      }
      (
        trap '' HUP INT TERM
        cat <&3 >/dev/null
        for farewell in "$signal" KILL; do
          ours || exit 0
          kill -s "$farewell" "$program"
          tries=0
          while ours && [ "$tries" -lt 50 ]; do
            sleep 0.1
            tries=$((tries + 1))
          done
        done
      ) >/dev/null 2>&1 &
      exec 3<&-
      exec "$@" </dev/null
      """;

  /** Tries again while dying processes still write there. */
  private static final String REMOVE =
      """
      trap '' HUP INT TERM
      cat >/dev/null
      tries=0
      while [ -e "$1" ] && [ "$tries" -lt 100 ]; do
        rm -rf "$1" 2>/dev/null || sleep 0.1
        tries=$((tries + 1))
      done
      """;

  private Tether() {}

  /** How a program is told to end. */
  enum Farewell {
    KILL,
    /** For programs that leave something behind when they are killed. */
    QUIT
  }

  /** Starts a program that dies with this JVM; the returned process is the program itself. */
  static Process run(List<String> command, Map<String, String> environment, Path log) {
    return run(command, environment, log, Farewell.KILL);
  }

  /** The same, for a program that wants to be told so. */
  static Process run(
      List<String> command, Map<String, String> environment, Path log, Farewell farewell) {
    List<String> words = shell(RUN);
    words.add(farewell.name());
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return start(builder);
  }

  /**
   * Starts a program that is on its own: it outlives this JVM, and nobody's Ctrl-C at a terminal
   * reaches it. SIGINT ends it, also where it is ignored here: a JVM hands that on.
   */
  static Process free(List<String> command, Path log) {
    List<String> words = session();
    words.addAll(hearing());
    words.addAll(command);
    return start(
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile()));
  }

  /**
   * Makes a directory for this user only, which disappears with this JVM, or when the process's
   * input is closed.
   */
  static ThrowAway directory() {
    try {
      Path directory = Files.createTempDirectory("leasehold-lab-");
      List<String> words = shell(REMOVE);
      words.add(directory.toString());
      return new ThrowAway(directory, start(new ProcessBuilder(words)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go: the process is killed, or the directory removed, when this returns. */
  static void release(Process process) {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> shell(String script) {
    List<String> words = session();
    words.addAll(List.of("sh", "-c", script, "leasehold-lab"));
    return words;
  }

  /** Whether it still runs; one that ended and that nobody has reaped has no command any more. */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** A session of its own keeps a Ctrl-C at the terminal from reaching the servers before us. */
  private static List<String> session() {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      words.add("/usr/bin/setsid");
    }
    return words;
  }

  /** GNU's env can undo what no shell and no JVM can; with another it stays as it is. */
  private static List<String> hearing() {
    List<String> words = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(words);
    trial.add("true");
    return Outcome.of(trial, Map.of(), null).succeeded() ? words : List.of();
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory and the watcher that will remove it. */
  record ThrowAway(Path path, Process watcher) implements AutoCloseable {
    /** A new file there, of that name or nearly so. */
    Path file(String name, String content) {
      try {
        return Files.writeString(Files.createTempFile(path, "", "-" + name), content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      release(watcher);
    }
  }
}
