package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndCauseTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00Z");

  @ParameterizedTest
  @EnumSource
  void whatNobodySaidIsARules(EndCause.Kind kind) {
    assertThat(EndCause.byRule(kind, new Reason(ReasonCode.POLICY_REFUSES, "why"), AT).isByRule())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whatSomebodySaidIsNoneUnlessItWasOfTheSubject(EndCause.Kind kind) {
    assertThat(new EndCause(kind, "olga", "why", AT).isByRule())
        .isEqualTo(kind == EndCause.Kind.SUBJECT_OFFBOARDED);
  }
}
