package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The programs the lab runs, as {@code src/lab/servers} found or built them; asked once per JVM.
 */
final class Programs {
  private Programs() {}

  static Path path(String name) {
    Path path = Found.PATHS.get(name);
    if (path == null) {
      throw new IllegalArgumentException("src/lab/servers knows no " + name);
    }
    return path;
  }

  private static String asked() {
    ProcessBuilder script =
        new ProcessBuilder(Repository.path("src/lab/servers").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = script.start();
      process.getOutputStream().close();
      String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "the lab's programs are missing; src/lab/servers said why on standard error");
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the lab's programs were looked for", e);
    }
  }

  /** Holds the answer from the first time somebody wants it; the launcher has asked already. */
  private static final class Found {
    static final Map<String, Path> PATHS = parse(System.getProperty("leasehold.programs", ""));

    private static Map<String, Path> parse(String known) {
      return (known.isBlank() ? asked() : known)
          .lines()
          .map(line -> line.split("=", 2))
          .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> Path.of(pair[1])));
    }
  }
}
