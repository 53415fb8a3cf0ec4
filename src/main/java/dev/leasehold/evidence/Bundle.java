package dev.leasehold.evidence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries as C2SP tlog-tiles writes them into one file: each after its length in two bytes. */
final class Bundle {
  private static final int LENGTH = 2;
  private static final int MAX_ENTRY = 0xffff;

  private Bundle() {}

  /**
   * All of them in one text.
   *
   * @throws IllegalArgumentException if one is longer than 65,535 bytes
   */
  static byte[] encode(List<byte[]> entries) {
    int total = entries.stream().mapToInt(entry -> LENGTH + entry.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(total);
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY) {
        throw new IllegalArgumentException("an entry exceeds " + MAX_ENTRY + " bytes");
      }
      buffer.putShort((short) entry.length).put(entry);
    }
    return buffer.array();
  }

  /**
   * The entries that it begins with.
   *
   * @return those that are whole, and how many bytes are left over; none if it is sound
   */
  static Read decode(byte[] bundle) {
    ByteBuffer buffer = ByteBuffer.wrap(bundle);
    List<byte[]> entries = new ArrayList<>();
    while (buffer.remaining() >= LENGTH) {
      int length = Short.toUnsignedInt(buffer.getShort(buffer.position()));
      if (buffer.remaining() < LENGTH + length) {
        break;
      }
      buffer.position(buffer.position() + LENGTH);
      byte[] entry = new byte[length];
      buffer.get(entry);
      entries.add(entry);
    }
    return new Read(entries, buffer.remaining());
  }

  /** The bytes of its first entries; all of it if it has no more. */
  static byte[] first(byte[] bundle, int count) {
    List<byte[]> entries = decode(bundle).entries();
    return entries.size() <= count ? bundle : encode(entries.subList(0, count));
  }

  /** What a file held. */
  record Read(List<byte[]> entries, int leftOver) {
    Read {
      entries = List.copyOf(entries);
    }

    boolean isSound() {
      return leftOver == 0;
    }
  }
}
