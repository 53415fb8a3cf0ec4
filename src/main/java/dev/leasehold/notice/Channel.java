package dev.leasehold.notice;

/** One way to tell. It answers within a known time, and throws nothing. */
@FunctionalInterface
public interface Channel extends AutoCloseable {
  Answer send(Bundle bundle) throws InterruptedException;

  @Override
  default void close() {}
}
