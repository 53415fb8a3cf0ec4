package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.Ending;
import org.jspecify.annotations.Nullable;

/** Why something ended, in one line. */
final class Causes {
  private Causes() {}

  static String said(@Nullable Ending ending) {
    if (ending == null) {
      return "";
    }
    String why = ending.message() == null ? "" : ": " + ending.message();
    return ending.cause() + " by " + ending.actor() + why;
  }
}
