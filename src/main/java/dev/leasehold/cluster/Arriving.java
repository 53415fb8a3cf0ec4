package dev.leasehold.cluster;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a reply as it arrives. Closing it before its end gives its connection up, and so it
 * would after its end too: fabric8's stream (7.5.2) then resets what is finished, and the next call
 * on that connection fails.
 */
final class Arriving extends FilterInputStream {
  private volatile boolean ended;

  Arriving(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    return seen(super.read());
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return seen(super.read(into, from, length));
  }

  private int seen(int read) {
    ended |= read < 0;
    return read;
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      super.close();
    }
  }
}
