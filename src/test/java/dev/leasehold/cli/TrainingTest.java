package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class TrainingTest {
  /** Else the JVM would learn how commands fail, and the cache would be thrown away. */
  @Test
  void eachCommandOfTheTrainingSucceeds() throws IOException {
    assertThat(Training.passed()).isTrue();
  }
}
