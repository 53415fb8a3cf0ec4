package dev.leasehold.approval.ssh;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the binary encoding of SSH (RFC 4251 §5) from front to back. No length is believed before
 * it was compared with what is there, and nothing may be left over.
 */
final class SshBytes {
  private static final int LENGTH = 4;

  private final byte[] bytes;
  private int at;

  SshBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] raw(int length) throws Malformed {
    if (length < 0 || length > bytes.length - at) {
      throw new Malformed("it is cut short");
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  long uint32() throws Malformed {
    return new BigInteger(1, raw(LENGTH)).longValueExact();
  }

  byte[] string() throws Malformed {
    long length = uint32();
    if (length > bytes.length) {
      throw new Malformed("it is cut short");
    }
    return raw((int) length);
  }

  /** A string of visible ASCII, as all names of algorithms are. */
  String name() throws Malformed {
    byte[] name = string();
    for (byte b : name) {
      if (b <= ' ' || b > '~') {
        throw new Malformed("a name in it is not a name");
      }
    }
    return new String(name, StandardCharsets.US_ASCII);
  }

  /** A positive number in its one shortest form. */
  BigInteger positive() throws Malformed {
    byte[] number = string();
    if (number.length == 0) {
      throw new Malformed("a number in it is not positive");
    }
    BigInteger value = new BigInteger(number);
    if (value.signum() <= 0 || value.toByteArray().length != number.length) {
      throw new Malformed("a number in it is not positive, or not in its shortest form");
    }
    return value;
  }

  void end() throws Malformed {
    if (at != bytes.length) {
      throw new Malformed("something follows its end");
    }
  }
}
