package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The files of one log, by C2SP tlog-tiles, and how one is put in its place. */
final class LogFiles {
  static final String CHECKPOINT = "checkpoint";

  /** Each is written under this name below the log's directory, and then renamed. */
  private static final String TEMPORARY = "temporary";

  private final Disk disk;
  private final Path root;

  LogFiles(Disk disk, Path root) {
    this.disk = disk;
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** The signed checkpoint, if there is one. */
  Optional<String> checkpoint() throws IOException {
    return text(CHECKPOINT);
  }

  Optional<String> text(String name) throws IOException {
    return disk.read(root.resolve(name)).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  Optional<byte[]> read(TilePath tile) throws IOException {
    return disk.read(root.resolve(tile.path()));
  }

  /**
   * The widest file of entries with this number; nothing if there is none.
   *
   * @throws IOException if it could not be read
   */
  Optional<byte[]> widestBundle(long number) throws IOException {
    TilePath full = TilePath.ofEntries(number, TilePath.FULL);
    Optional<byte[]> found = read(full);
    int width =
        disk.list(root.resolve(full.partials())).stream()
            .filter(LogFiles::isWidth)
            .mapToInt(Integer::parseInt)
            .filter(w -> w < TilePath.FULL)
            .max()
            .orElse(0);
    return found.isPresent() || width == 0 ? found : read(TilePath.ofEntries(number, width));
  }

  /** Whether anything of a log is there. */
  boolean hasTiles() throws IOException {
    return !disk.list(root.resolve("tile")).isEmpty();
  }

  /** Puts a tile in its place and waits until it will stay there. */
  void putDurably(TilePath tile, byte[] content) throws IOException {
    putDurably(tile.path(), content);
  }

  void putDurably(String name, byte[] content) throws IOException {
    put(name, content, true);
    disk.sync(parent(name));
  }

  /** Waits until the names of the files in the log's directory itself stay. */
  void syncRoot() throws IOException {
    disk.sync(root);
  }

  /**
   * Puts a file in its place without waiting that it stays there; after a loss of power it may be
   * missing, or hold anything unless its content was waited for.
   */
  void put(String name, byte[] content, boolean contentStays) throws IOException {
    createDirectory(parent(name));
    Path temporary = root.resolve(TEMPORARY);
    disk.write(temporary, content);
    if (contentStays) {
      disk.sync(temporary);
    }
    disk.rename(temporary, root.resolve(name));
  }

  /** Deletes the partial files that this one has replaced, which begins with all that they hold. */
  void deleteNarrower(TilePath tile) throws IOException {
    Path directory = root.resolve(tile.partials());
    int kept = 0;
    for (String name : disk.list(directory)) {
      if (isWidth(name) && Integer.parseInt(name) < tile.width()) {
        disk.delete(directory.resolve(name));
      } else {
        kept++;
      }
    }
    if (tile.isFull() && kept == 0) {
      disk.delete(directory);
    }
  }

  private static boolean isWidth(String name) {
    return name.matches("[1-9][0-9]{0,2}");
  }

  private Path parent(String name) {
    Path parent = root.resolve(name).getParent();
    return parent == null ? root : parent;
  }

  /** A new directory is only there for good once the one above it is on stable storage. */
  private void createDirectory(Path directory) throws IOException {
    Path above = directory.getParent();
    if (directory.equals(root) || above == null) {
      return;
    }
    if (!disk.list(above).contains(String.valueOf(directory.getFileName()))) {
      createDirectory(above);
      disk.createDirectory(directory);
      disk.sync(above);
    }
  }
}
