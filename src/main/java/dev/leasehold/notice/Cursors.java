package dev.leasehold.notice;

import java.util.Optional;

/** Where cursors are kept. Both calls end in time, and throw when they come to nothing. */
public interface Cursors {
  /** Empty for a sink that was never told anything. */
  Optional<Cursor> read(String sink);

  void write(String sink, Cursor cursor);
}
