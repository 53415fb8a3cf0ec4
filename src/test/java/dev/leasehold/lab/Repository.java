package dev.leasehold.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this checkout is, from whatever directory the JVM was started in. */
final class Repository {
  private Repository() {}

  /** The path of something in this checkout. */
  static Path path(String relative) {
    Path start = Path.of(System.getProperty("leasehold.root", "")).toAbsolutePath();
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      if (Files.isExecutable(directory.resolve("src/lab/servers"))) {
        return directory.resolve(relative);
      }
    }
    throw new IllegalStateException(
        start + " is not inside a Leasehold checkout; set -Dleasehold.root");
  }
}
