package dev.leasehold.app;

import dev.leasehold.notice.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Secret as the kubelet mounts it: a directory with a file for each key. */
public record SecretFiles(Path directory) implements Secrets {
  @Override
  public Optional<String> read(String key) {
    Path file = directory.resolve(key);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a Secret cannot be read", e);
    }
  }

  /** Its keys; what begins with two dots is the kubelet's own. */
  Set<String> keys() {
    if (!Files.isDirectory(directory)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".."))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException("a Secret cannot be read", e);
    }
  }
}
