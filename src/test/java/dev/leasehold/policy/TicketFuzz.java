package dev.leasehold.policy;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for patterns that no ticket should meet; run by {@code mvn -P fuzz}, see the profile. */
final class TicketFuzz {
  @FuzzTest(maxDuration = "3m")
  void anyPatternIsMatchedOrComplainedOf(byte[] bytes) {
    AnyPattern.isMatchedOrComplainedOf(bytes);
  }
}
