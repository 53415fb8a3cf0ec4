package dev.leasehold.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * That somebody asked for fresh credentials.
 *
 * @param text what was asked with, in one line; two that are alike are one
 * @param leaked whether every earlier credential is to end with it
 */
public record Redelivery(String text, boolean leaked) {
  /** The guard lets only those write it who may revoke; it looks for the same. */
  private static final Pattern LEAKED =
      Pattern.compile("^[^a-z0-9]*leaked", Pattern.CASE_INSENSITIVE);

  /** Whether every earlier credential is to end, if anything was asked for. */
  public static boolean isLeak(Optional<Redelivery> wish) {
    return wish.filter(Redelivery::leaked).isPresent();
  }

  /** Whether an annotation says that credentials leaked. */
  public static boolean saysLeaked(String annotation) {
    return LEAKED.matcher(annotation).find();
  }
}
