package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies of what a lab's etcd has, made while nothing runs. */
record Backup(Path directory, ControlPlane controlPlane) {
  /**
   * Makes one.
   *
   * @param starting starts the servers again
   */
  Path take(Runnable starting) {
    controlPlane.stop();
    try {
      Path copy = Files.createTempDirectory(directory, "backup");
      copy(controlPlane.data(), copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      starting.run();
    }
  }

  /** Puts one in the place of what there is, and keeps it. */
  void restore(Path backup, Runnable starting) {
    controlPlane.stop();
    try {
      for (Path file : below(controlPlane.data()).reversed()) {
        Files.delete(file);
      }
      copy(backup, controlPlane.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      starting.run();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : below(from)) {
      Path target = to.resolve(from.relativize(file));
      if (!Files.isDirectory(target)) {
        Path _ = Files.copy(file, target);
      }
    }
  }

  private static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
