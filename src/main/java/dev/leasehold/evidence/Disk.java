package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The few things that the log does to a directory, one at a time, so that tests can fail each. A
 * write or rename is only safe from a loss of power once {@link #sync} was called on the file, or
 * on the directory.
 */
interface Disk {
  /** No file of the log is longer: 256 entries of the greatest length. */
  long MAX_FILE = 256L * (2 + 65_535);

  /** The whole file, or nothing if there is none. */
  Optional<byte[]> read(Path file) throws IOException;

  /** The names in a directory; none if there is no such directory. */
  List<String> list(Path directory) throws IOException;

  /** Creates a directory with all above it. */
  void createDirectory(Path directory) throws IOException;

  /** Writes a file from its beginning, whatever it held. */
  void write(Path file, byte[] content) throws IOException;

  /** Waits until the file or directory is on stable storage. */
  void sync(Path fileOrDirectory) throws IOException;

  /** Puts a file in the place of another, at once. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file or an empty directory, if there is one. */
  void delete(Path file) throws IOException;

  /** The file system of this machine. */
  final class Real implements Disk {
    @Override
    public Optional<byte[]> read(Path file) throws IOException {
      try {
        if (Files.size(file) > MAX_FILE) {
          throw new IOException(file + " is longer than any file of the log");
        }
        return Optional.of(Files.readAllBytes(file));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      } catch (NoSuchFileException e) {
        return List.of();
      }
      return List.copyOf(names);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
      Files.createDirectories(directory);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          int _ = channel.write(rest);
        }
      }
    }

    @Override
    public void sync(Path fileOrDirectory) throws IOException {
      // A directory can only be opened for reading, which is enough on Linux and macOS.
      try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
      boolean _ = Files.deleteIfExists(file);
    }
  }
}
