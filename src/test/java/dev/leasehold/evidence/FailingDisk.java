package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A real directory on a machine that dies at one step, or whose disk fails once. With a loss of
 * power, what was not waited for is lost: contents are cut short, renames and new directories are
 * undone; deletions are kept, which is the worse case.
 */
final class FailingDisk implements OverDisk {
  private final Disk real = new Disk.Real();
  private final Plan plan;
  private final Set<Path> unsynced = new HashSet<>();
  private final List<Undo> undos = new ArrayList<>();
  private int step;
  private boolean dead;

  /** Where in a step it happens. */
  enum When {
    BEFORE,
    HALFWAY,
    AFTER
  }

  /** What goes wrong; {@code step} counts from 1. */
  record Plan(int step, When when, boolean dies, boolean losesPower) {}

  private record Undo(Path directory, Action action) {}

  private interface Action {
    void run() throws IOException;
  }

  FailingDisk(Plan plan) {
    this.plan = plan;
  }

  /** Whether the plan's step was reached. */
  boolean hasFailed() {
    return step >= plan.step();
  }

  /** What the next process finds. */
  void restart() throws IOException {
    if (!plan.losesPower()) {
      return;
    }
    for (Path file : unsynced) {
      if (Files.isRegularFile(file)) {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
      }
    }
    for (Undo undo : undos.reversed()) {
      undo.action().run();
    }
  }

  private void step(Action whole, Action half) throws IOException {
    if (dead) {
      throw new IOException("dead");
    }
    step++;
    if (step != plan.step()) {
      whole.run();
      return;
    }
    dead = plan.dies();
    switch (plan.when()) {
      case BEFORE -> {}
      case HALFWAY -> half.run();
      case AFTER -> whole.run();
    }
    throw new IOException("failed at step " + step);
  }

  private void step(Action whole) throws IOException {
    step(whole, () -> {});
  }

  @Override
  public Disk real() {
    return real;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step(
        () -> {
          real.createDirectory(directory);
          undos.add(new Undo(parent(directory), () -> deleteAll(directory)));
        });
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    step(
        () -> {
          real.write(file, content);
          unsynced.add(file);
        },
        () -> real.write(file, Arrays.copyOf(content, content.length / 2)));
  }

  @Override
  public void sync(Path file) throws IOException {
    step(
        () -> {
          unsynced.remove(file);
          undos.removeIf(undo -> undo.directory().equals(file));
        });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(
        () -> {
          Optional<byte[]> before = real.read(to);
          real.rename(from, to);
          if (unsynced.remove(from)) {
            unsynced.add(to);
          }
          undos.add(new Undo(parent(to), () -> undoRename(to, before)));
        });
  }

  private static void undoRename(Path to, Optional<byte[]> before) throws IOException {
    if (before.isPresent()) {
      Files.write(to, before.get());
    } else {
      Files.deleteIfExists(to);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    step(() -> real.delete(file));
  }
}
