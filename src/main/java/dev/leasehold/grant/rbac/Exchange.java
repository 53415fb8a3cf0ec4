package dev.leasehold.grant.rbac;

import java.util.Arrays;

/** One raw answer of the API server; never printed, since a credential may be in it. */
final class Exchange implements AutoCloseable {
  private final int code;
  private final byte[] body;

  Exchange(int code, byte[] body) {
    this.code = code;
    this.body = body;
  }

  boolean succeeded() {
    return code / 100 == 2;
  }

  int code() {
    return code;
  }

  byte[] body() {
    return body;
  }

  @Override
  public void close() {
    Arrays.fill(body, (byte) 0);
  }

  @Override
  public String toString() {
    return "[answer " + code + "]";
  }
}
