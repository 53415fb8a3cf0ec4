package dev.leasehold.policy.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.time.Duration;

/**
 * What a condition may cost. The library limits no costs, so each way in which work or memory could
 * grow has its own bound, and what could double with every step (putting text or lists together,
 * lists of lists of lists, values of unknown type) is not in the language at all.
 */
final class Bounds {
  /** Characters of a condition; the schema allows as many. */
  static final int SOURCE = 1024;

  /** Conditions that are remembered compiled. */
  static final int REMEMBERED = 1024;

  /** A condition takes microseconds; whatever takes as long as this is stopped. */
  static final Duration DEADLINE = Duration.ofMillis(250);

  /** Rounds of all comprehensions of one evaluation together. */
  static final int ITERATIONS = 500;

  private static final int DEPTH = 32;
  private static final int NODES = 512;

  /** Instructions of a pattern. */
  static final int REGEX_PROGRAM = 200;

  private static final int NESTING = 2;

  private Bounds() {}

  static CelOptions options() {
    return CelOptions.current()
        .enableOptionalSyntax(true)
        .enableReservedIds(true)
        .enableHeterogeneousNumericComparisons(true)
        .enableTimestampOverflowCheck(true)
        .maxExpressionCodePointSize(SOURCE)
        .maxParseRecursionDepth(DEPTH)
        .maxParseExpressionNodeCount(NODES)
        .comprehensionMaxIterations(ITERATIONS)
        .build();
  }

  /** Whether a value of this type has so many levels of lists and maps that comparing explodes. */
  static boolean tooDeep(CelType type) {
    return depth(type) > NESTING;
  }

  /** Whether the type of a value, or of what is in it, is open: then nothing of it is bounded. */
  static boolean open(CelType type) {
    return type.kind() == CelKind.DYN
        || type.kind() == CelKind.ANY
        || type.parameters().stream().anyMatch(Bounds::open);
  }

  private static int depth(CelType type) {
    int own = type.kind() == CelKind.LIST || type.kind() == CelKind.MAP ? 1 : 0;
    return own + type.parameters().stream().mapToInt(Bounds::depth).max().orElse(0);
  }
}
