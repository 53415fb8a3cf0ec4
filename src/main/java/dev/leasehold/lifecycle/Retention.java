package dev.leasehold.lifecycle;

import java.time.Duration;

/**
 * How long records are kept after all that they speak of is gone.
 *
 * @param usual of what was granted, and of what people other than those who asked have refused
 * @param refused of what rules refused, or nobody decided; never longer than the others
 */
public record Retention(Duration usual, Duration refused) {
  public Retention {
    refused = refused.compareTo(usual) < 0 ? refused : usual;
  }
}
