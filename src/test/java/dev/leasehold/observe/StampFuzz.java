package dev.leasehold.observe;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for values that no stamp should be; run by {@code mvn -P fuzz}, see the profile. */
final class StampFuzz {
  @FuzzTest(maxDuration = "3m")
  void anyValueIsPassedOverOrReadWhole(byte[] bytes) {
    AnyStamp.isPassedOverOrReadWhole(bytes);
  }
}
