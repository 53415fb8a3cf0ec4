package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Vault;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Prober;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.stream.Stream;

/** What a request tells of its access to a Vault in trouble, and that its end is true. */
record Told(Vault vault, Asked asked) {
  private static final Duration LATE = Duration.ofSeconds(20);

  /** Attempts are spaced by then. */
  private static final Duration NOTICED = Duration.ofSeconds(40);

  /** Waits until the condition says this. */
  Condition says(String type, String words) {
    Lab.await()
        .atMost(NOTICED)
        .untilAsserted(
            () ->
                assertThat(conditions(type).map(Condition::getMessage))
                    .as(() -> asked.status().toString())
                    .anyMatch(message -> message.contains(words)));
    return asked.condition(type);
  }

  private Stream<Condition> conditions(String type) {
    return asked.status().conditions().stream().filter(c -> c.getType().equals(type));
  }

  /** Nobody says that it is over. */
  void isNotCalledEnded() {
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Ending);
    assertThat(asked.condition("AccessRemoved").getStatus()).isNotEqualTo("True");
  }

  /** Its requester has had enough, and it ends in time. */
  void isEnded(DatabaseUser user) {
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Prober.untilRefused(user::code, LATE);
    isGone(user);
  }

  /** It ends, and nothing of it is left. */
  void isGone(DatabaseUser user) {
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(asked.condition("AccessRemoved").getStatus()).isEqualTo("True");
    assertThat(vault.database().users()).doesNotContain(user.name());
    assertThat(Held.of(vault, asked.recorded(asked.uid()))).isNotEmpty().allMatch(Held::isGone);
  }
}
