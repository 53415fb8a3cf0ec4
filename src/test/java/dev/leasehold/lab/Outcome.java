package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended and what it said; refusing is an ordinary outcome, so nothing is thrown for
 * it.
 */
public record Outcome(int exitCode, String stdout, String stderr) {
  /** Whether the command says that it did what it was asked. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** This outcome, for callers who cannot go on without success. */
  public Outcome orThrow() {
    if (!succeeded()) {
      throw new IllegalStateException("exit code " + exitCode + ": " + stderr + stdout);
    }
    return this;
  }

  /** Runs a command to its end. */
  static Outcome of(List<String> command, Map<String, String> environment, @Nullable String input) {
    Path stderr = null;
    try {
      stderr = Files.createTempFile("leasehold-lab-", ".stderr");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write((input == null ? "" : input).getBytes(StandardCharsets.UTF_8));
      } catch (IOException closedEarly) {
        // The command ended without reading everything; its exit code says the rest.
      }
      String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), stdout, Files.readString(stderr));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + command, e);
    } finally {
      delete(stderr);
    }
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
