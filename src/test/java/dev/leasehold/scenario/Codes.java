package dev.leasehold.scenario;

import dev.leasehold.model.ReasonCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reasons by the texts that scenarios name them by. */
final class Codes {
  private Codes() {}

  static ReasonCode of(@Nullable Object text) {
    return Arrays.stream(ReasonCode.values())
        .filter(code -> code.is(String.valueOf(text)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such reason: " + text));
  }
}
