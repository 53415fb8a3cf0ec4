package dev.leasehold.policy.cel;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for texts that no condition should be. It instruments every class of its JVM, so it is not
 * run with the unit tests, which play its seeds ({@link CelSeedsTest}), but by {@code mvn -P fuzz
 * surefire:test}.
 */
final class CelFuzz {
  @FuzzTest(maxDuration = "3m")
  void anyTextIsAnsweredOrComplainedOf(byte[] bytes) {
    AnyText.isAnsweredOrComplainedOf(bytes);
  }
}
