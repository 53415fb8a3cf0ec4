package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A real directory whose disk can be made to fail, or to hang, and to work again. */
final class HangingDisk implements OverDisk {
  private final Disk real = new Disk.Real();
  private volatile Optional<CountDownLatch> hanging = Optional.empty();
  private volatile boolean failing;

  void fails() {
    failing = true;
  }

  void hangs() {
    hanging = Optional.of(new CountDownLatch(1));
  }

  void works() {
    failing = false;
    hanging.ifPresent(CountDownLatch::countDown);
    hanging = Optional.empty();
  }

  private void step() throws IOException {
    Optional<CountDownLatch> latch = hanging;
    if (latch.isPresent()) {
      try {
        latch.get().await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    if (failing) {
      throw new IOException("the disk is full");
    }
  }

  @Override
  public Disk real() {
    return real;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step();
    real.createDirectory(directory);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    step();
    real.write(file, content);
  }

  @Override
  public void sync(Path fileOrDirectory) throws IOException {
    step();
    real.sync(fileOrDirectory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    real.rename(from, to);
  }
}
