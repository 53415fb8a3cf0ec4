package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreezeTest {
  private static final Subject NIGHTLY = new Subject("payments", "nightly-report");

  /** Records outlive versions of the operator: another name would thaw who is frozen. */
  @Test
  void theRecordOfAnOffboardingHasTheSameNameForEver() {
    assertThat(Freeze.ref(NIGHTLY).recordName())
        .isEqualTo("ar-2dfc91e4-2b81-8e73-bc26-ddd97a9d9f62");
    assertThat(Freeze.digest(NIGHTLY))
        .isEqualTo("2dfc91e42b81be73f09b7765ea767d886dc43303d6c6388d45a362b2bb9402d2");
  }

  @Test
  void noTwoIdentitiesShareARecordAndNoRequestHasOne() {
    Set<String> uids = new HashSet<>();
    List<Subject> all =
        List.of(NIGHTLY, new Subject("payments", "nightly"), new Subject("pay", "nightly-report"));
    for (Subject identity : all) {
      UUID uid = UUID.fromString(Freeze.ref(identity).uid());
      // The API server draws UIDs of version 4.
      assertThat(uid.version()).isEqualTo(8);
      assertThat(uid.variant()).isEqualTo(2);
      uids.add(uid.toString());
    }
    assertThat(uids).hasSize(all.size());
  }

  @Test
  void whoeverAsksIsToldWhoOffboardedWhenWhyAndWhatToDo() {
    Instant at = Instant.parse("2026-12-01T08:00:00.123Z");
    Reason said = new Freeze(NIGHTLY, "olga", "left", Optional.of(at)).refusal(NIGHTLY);
    assertThat(said.code()).hasToString("SubjectOffboarded");
    assertThat(said.message())
        .contains("payments/nightly-report", "by olga", "2026-12-01T08:00:00Z", "left")
        .contains(Freeze.ref(NIGHTLY).recordName(), "leasehold.dev/reinstate");
    Reason before = new Freeze(NIGHTLY, "olga", "left", Optional.empty()).refusal(NIGHTLY);
    assertThat(before.code()).hasToString("SubjectBeingOffboarded");
    assertThat(before.message()).contains("olga").doesNotContain("left");
  }

  @Test
  void whoWasShutOutIsToldToHaveSomebodyElseAsk() {
    Subject another = new Subject("payments", "another");
    Freeze recorded = new Freeze(NIGHTLY, "olga", "left", Optional.of(Instant.EPOCH));
    assertThat(recorded.refusal(another).code()).hasToString("RequesterOffboarded");
    assertThat(recorded.refusal(another).message())
        .contains("payments/nightly-report was offboarded", "have somebody else ask");
    assertThat(new Freeze(NIGHTLY, "olga", "left", Optional.empty()).refusal(another).code())
        .hasToString("RequesterBeingOffboarded");
  }

  @Test
  void whatItHasEndsThroughWhoeverOffboardedIt() {
    Freeze freeze = new Freeze(NIGHTLY, "olga", "left", Optional.empty());
    assertThat(freeze.cause(Instant.EPOCH))
        .isEqualTo(new EndCause(EndCause.Kind.SUBJECT_OFFBOARDED, "olga", "left", Instant.EPOCH));
  }
}
