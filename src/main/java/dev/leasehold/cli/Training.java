package dev.leasehold.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the commands that people wait for, against an API server that is made up, so that the JVM
 * can write down what they load (decision 0119). It reads no kubeconfig and no cluster; the
 * launcher starts it once for each build, in the background.
 */
final class Training {
  private static final String REQUEST = "nightly-report";

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("mine"),
          List.of("pending"),
          List.of("pending", "--all", "-o", "json"),
          List.of("show", REQUEST),
          List.of("show", REQUEST, "-o", "yaml"),
          List.of("why", REQUEST),
          List.of("approve", REQUEST, "--yes"),
          List.of("deny", REQUEST, "--yes", "--reason", "not now"),
          List.of("request"));

  private final PrintWriter nowhere = new PrintWriter(Writer.nullWriter());

  private Training() {}

  /** Exits with 1 if one of them failed: what was written down then is not worth keeping. */
  public static void main(String[] arguments) throws IOException {
    System.exit(passed() ? 0 : 1);
  }

  /** Whether each of them did what it is for. */
  static boolean passed() throws IOException {
    Path directory = Files.createTempDirectory("leasehold-training");
    try (TrainingServer server = TrainingServer.in(directory)) {
      for (Path kubeconfig : server.kubeconfigs()) {
        for (List<String> command : COMMANDS) {
          if (new Training().run(command, kubeconfig) != 0) {
            return false;
          }
        }
      }
      return true;
    } finally {
      delete(directory);
    }
  }

  private int run(List<String> command, Path kubeconfig) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    String[] arguments = words.toArray(String[]::new);
    return Main.program(arguments).setOut(nowhere).setErr(nowhere).execute(arguments);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
