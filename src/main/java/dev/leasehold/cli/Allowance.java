package dev.leasehold.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets so many bytes be read until it is renewed. For one thread. */
final class Allowance extends FilterInputStream {
  private final int bytes;
  private int left;

  Allowance(InputStream in, int bytes) {
    super(in);
    this.bytes = bytes;
    this.left = bytes;
  }

  /** As many again. */
  void renew() {
    left = bytes;
  }

  @Override
  public int read() throws IOException {
    return spent(super.read(), 1);
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    return spent(count, count);
  }

  private int spent(int result, int count) throws IOException {
    left -= Math.max(0, count);
    if (isExceeded()) {
      throw exceeded(bytes);
    }
    return result;
  }

  /** Whether more was wanted; whoever reads through others may see another exception. */
  boolean isExceeded() {
    return left < 0;
  }

  static IOException exceeded(int bytes) {
    return new IOException("one object in it is larger than %d MiB".formatted(bytes >> 20));
  }
}
