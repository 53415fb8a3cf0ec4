package dev.leasehold.model;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for texts that no duration should be; run by {@code mvn -P fuzz}, see the profile. */
final class DurationsFuzz {
  @FuzzTest(maxDuration = "3m")
  void anyTextIsRefusedOrTheSumOfItsParts(byte[] bytes) {
    AnyDuration.isRefusedOrTheSumOfItsParts(bytes);
  }
}
