package dev.leasehold.app;

import java.time.Instant;

/** What time this machine says it is, for commands that ask no API server. */
public final class MachineTime {
  private MachineTime() {}

  /** Now. */
  public static Instant now() {
    return Instant.now();
  }
}
