package dev.leasehold.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.model.EndCause;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CausesTest {
  @ParameterizedTest
  @EnumSource
  void theReasonOfAConditionIsTheCauseOfTheEnding(EndCause.Kind kind) {
    Ending ending = Causes.ending(new EndCause(kind, "rita", "", Instant.EPOCH));
    assertThat(Causes.code(kind))
        .hasToString(Objects.requireNonNullElse(ending.exactly(), ending.cause().name()));
  }
}
