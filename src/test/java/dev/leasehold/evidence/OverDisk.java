package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk over another one, which does what is not done otherwise. */
interface OverDisk extends Disk {
  Disk real();

  @Override
  default Optional<byte[]> read(Path file) throws IOException {
    return real().read(file);
  }

  @Override
  default List<String> list(Path directory) throws IOException {
    return real().list(directory);
  }

  @Override
  default void createDirectory(Path directory) throws IOException {
    real().createDirectory(directory);
  }

  @Override
  default void write(Path file, byte[] content) throws IOException {
    real().write(file, content);
  }

  @Override
  default void sync(Path fileOrDirectory) throws IOException {
    real().sync(fileOrDirectory);
  }

  @Override
  default void rename(Path from, Path to) throws IOException {
    real().rename(from, to);
  }

  @Override
  default void delete(Path file) throws IOException {
    real().delete(file);
  }
}
