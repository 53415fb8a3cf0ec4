package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told that something could not be taken back, and when. */
class EndingsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Reason HELD = new Reason(ReasonCode.VAULT_STILL_HOLDS, "held");

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
          new Entries(new Journal.None()),
          new PeoplesWord(() -> new Guard.Live("f"), Persons.PLAIN),
          told,
          InstantSource.fixed(NOW));

  /** A Vault that holds something for as long as it says why. */
  private static final class Elsewhere extends RemoteStub {
    private Optional<Reason> left = Optional.empty();
    private boolean removed;

    @Override
    public Removal remove(Grant grant, Target target, Holdings known) {
      removed = true;
      return left.<Removal>map(Removal.Left::new).orElseGet(() -> new Removal.Gone("gone"));
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private boolean removedThough(EndCause cause, int code) {
    String path = Written.RECORDS + "ar-u1";
    api.put(path, Written.granted("u1", "Active", "ServiceAccountToken"));
    api.failing("PUT", code);
    AccessRecord record = api.get(path, AccessRecord.class);
    RecordStep.End step = new RecordStep.End(cause, true);
    assertThatThrownBy(() -> endings.end(record, RecordReader.grant(record), step, NOW, () -> {}))
        .isInstanceOf(Unavailable.class);
    api.mended();
    return elsewhere.removed;
  }

  /** Quotas and webhooks may refuse a status and let every delete pass. */
  @Test
  void whatCannotBeWrittenIsRemovedNeverthelessWhereItsCauseStays() {
    EndCause deleted = EndCause.byRule(EndCause.Kind.REQUEST_DELETED, HELD, NOW);
    assertThat(removedThough(deleted, 422)).isTrue();
    elsewhere.removed = false;
    assertThat(removedThough(new EndCause(EndCause.Kind.REVOKED, "sven", "stop", NOW), 500))
        .isTrue();
  }

  @Test
  void whatSomebodyElseWroteMeanwhileOrMayBePutRightIsLookedAtOnceMoreFirst() {
    EndCause deleted = EndCause.byRule(EndCause.Kind.REQUEST_DELETED, HELD, NOW);
    assertThat(removedThough(deleted, 409)).isFalse();
    EndCause widened = EndCause.byRule(EndCause.Kind.ROLE_WIDENED, HELD, NOW);
    assertThat(removedThough(widened, 422)).isFalse();
  }

  private Optional<Instant> end() {
    return end(Map.of());
  }

  private Optional<Instant> end(Map<String, String> stamps) {
    String path = Written.RECORDS + "ar-u1";
    if (told.heard.isEmpty()) {
      AccessRecord granted = Written.granted("u1", "Ending", "ServiceAccountToken");
      granted.getMetadata().setAnnotations(stamps);
      api.put(path, granted);
    }
    AccessRecord record = api.get(path, AccessRecord.class);
    EndCause cause = EndCause.byRule(EndCause.Kind.EXPIRED, HELD, NOW);
    return endings.end(
        record, RecordReader.grant(record), new RecordStep.End(cause, false), NOW, () -> {});
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
    elsewhere.left = Optional.of(new Reason(ReasonCode.VAULT_REVOKE_FAILED, "failed"));
    assertThat(end()).isPresent();
    assertThat(told.heard).containsExactly("revocationFailed VaultRevokeFailed", "changed");
  }

  /** How often it was tried in vain is forgotten with it, and so is what it takes in memory. */
  @Test
  void recordThatPeopleForgotIsNotRemembered() {
    elsewhere.left = Optional.of(HELD);
    assertThat(end()).isPresent();
    Map<String, String> stamps =
        Map.of(
            "forget.leasehold.dev/1", "r-u1 none - pat",
            "forget.leasehold.dev/2", "r-u1 none - quinn");
    assertThat(end(stamps)).isEmpty();
    assertThat(told.heard).containsExactly("changed");
    told.heard.clear();
    assertThat(end()).isPresent();
    assertThat(told.heard).as("as the first time").isEmpty();
  }
}
