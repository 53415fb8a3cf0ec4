package dev.leasehold.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.EndCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CausesTest {
  @ParameterizedTest
  @EnumSource
  void theReasonOfAConditionIsTheCauseOfTheEnding(EndCause.Kind kind) {
    assertThat(Causes.code(kind)).hasToString(Causes.api(kind).name());
  }
}
