package dev.leasehold.evidence;

import java.io.IOException;

/**
 * The log on the volume is not the one that it should be: altered, older than what is known of it,
 * a fork of it, or another writer's. Nothing is written to it.
 */
public final class UnsoundLog extends IOException {
  UnsoundLog(String message) {
    super(message);
  }

  UnsoundLog(String message, Throwable cause) {
    super(message, cause);
  }
}
