package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.grant.Removal;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told that something could not be taken back, and when. */
class EndingsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Reason HELD = new Reason(Removal.Left.STILL_HELD, "held");

  private final FakeApi api = new FakeApi();
  private final Elsewhere elsewhere = new Elsewhere();
  private final Told told = new Told();
  private final Access access =
      new Access(List.of(elsewhere), new Recorded(), (g, t, k) -> new Condition.Intact());
  private final Endings endings =
      new Endings(
          access,
          new Store(api.client(), new Caches(), (request, entry) -> {}),
          told,
          () -> new Guard.Live("f"),
          told,
          InstantSource.fixed(NOW));

  /** A Vault that holds something for as long as it says why. */
  private static final class Elsewhere extends RemoteStub {
    private Optional<Reason> left = Optional.empty();

    @Override
    public Removal remove(Grant grant, Target target, Holdings known) {
      return left.<Removal>map(Removal.Left::new).orElseGet(() -> new Removal.Gone("gone"));
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Optional<Instant> end() {
    String path = Written.RECORDS + "ar-u1";
    if (told.heard.isEmpty()) {
      api.put(path, Written.granted("u1", "Ending", "ServiceAccountToken"));
    }
    AccessRecord record = api.get(path, AccessRecord.class);
    EndCause cause = EndCause.byRule(EndCause.Kind.EXPIRED, HELD, NOW);
    return endings.end(record, RecordReader.grant(record), new RecordStep.End(cause, false), NOW);
  }

  @Test
  void whatIsSeenInTheMidstOfGoingIsNobodysTroubleAndNotProved() {
    elsewhere.left = Optional.of(HELD);
    assertThat(end()).hasValueSatisfying(again -> assertThat(again).isBefore(NOW.plusSeconds(1)));
    assertThat(told.heard).isEmpty();
    elsewhere.left = Optional.empty();
    assertThat(end()).isEmpty();
    assertThat(told.heard).containsExactly("changed", "ended EXPIRED");
  }

  @Test
  void whatIsStillThereTheNextTimeIsSaid() {
    elsewhere.left = Optional.of(HELD);
    assertThat(end()).isPresent();
    assertThat(end()).isPresent();
    assertThat(told.heard).containsExactly("revocationFailed VaultStillHolds", "changed");
  }

  @Test
  void whatCouldNotBeTakenBackIsSaidAtOnce() {
    elsewhere.left = Optional.of(new Reason("VaultRevokeFailed", "failed"));
    assertThat(end()).isPresent();
    assertThat(told.heard).containsExactly("revocationFailed VaultRevokeFailed", "changed");
  }
}
