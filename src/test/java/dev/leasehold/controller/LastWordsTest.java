package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Keys;
import dev.leasehold.status.OffboardingWriter;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final Subject BOT = new Subject("payments", "bot");
  private static final ServiceAccount OLD = account("old", true);
  private static final ServiceAccount NEW = account("new", false);

  private final LastWords words = new LastWords();

  @Test
  void whatAnAccountSaidCountsThoughItIsGoneOrReplaced() {
    words.heard(OLD);
    words.heard(NEW);
    assertThat(words.identities()).containsExactly(BOT);
    assertThat(words.of(BOT, Optional.empty(), Optional.empty())).contains(OLD);
    assertThat(words.of(BOT, Optional.of(NEW), Optional.empty())).contains(OLD);
  }

  @Test
  void theAccountThatIsThereStandsForItself() {
    words.heard(OLD);
    ServiceAccount later =
        new ServiceAccountBuilder(OLD).editMetadata().addToLabels("a", "b").endMetadata().build();
    assertThat(words.of(BOT, Optional.of(later), Optional.empty())).contains(later);
  }

  @Test
  void whatIsOnRecordIsForgotten() {
    words.heard(OLD);
    assertThat(words.of(BOT, Optional.of(NEW), Optional.of(recorded("old")))).contains(NEW);
    assertThat(words.identities()).isEmpty();
    assertThat(words.of(BOT, Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void whatIsOnRecordOfAnotherAccountIsNot() {
    words.heard(OLD);
    assertThat(words.of(BOT, Optional.of(NEW), Optional.of(recorded("other")))).contains(OLD);
  }

  @Test
  void whoSaidNothingIsNotKept() {
    words.heard(NEW);
    assertThat(words.identities()).isEmpty();
    assertThat(words.of(BOT, Optional.of(NEW), Optional.empty())).contains(NEW);
  }

  private static ServiceAccount account(String uid, boolean stamped) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withNamespace(BOT.namespace())
        .withName(BOT.serviceAccount())
        .withUid(uid)
        .withAnnotations(
            stamped ? Map.of("offboarding.leasehold.dev/1", uid + " none - olga") : Map.of())
        .endMetadata()
        .build();
  }

  private static AccessRecord recorded(String account) {
    Stamp said = new Stamp(Stamp.Act.OFFBOARDING, 1, account, "none", Set.of(), "olga", "left");
    AccessRecord record = OffboardingWriter.record(BOT, said, Keys.ENDING_PROVED);
    record.getMetadata().setUid("record");
    record.setStatus(
        OffboardingWriter.frozen(record, new OffboardingStep.Latch(said, 0), Instant.EPOCH));
    return record;
  }
}
