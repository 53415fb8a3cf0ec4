package dev.leasehold.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.controller.FakeApi;
import dev.leasehold.controller.Recorded;
import dev.leasehold.controller.RemoteStub;
import dev.leasehold.controller.Written;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.RemoteFindings;
import dev.leasehold.grant.Removal;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Locks;
import dev.leasehold.status.RecordStatusWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What other systems lost is noticed, and what they brought back is taken back again. */
class RemoteWatchTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final RemoteFindings findings = new RemoteFindings();
  private final Elsewhere elsewhere = new Elsewhere();
  private final List<AccessRecord> known = new ArrayList<>();
  private final List<String> fresh = new ArrayList<>();
  private final List<String> again = new ArrayList<>();
  private final Access access = new Access(List.of(elsewhere), new Recorded(), findings);
  private final RemoteWatch watch =
      new RemoteWatch(
          known::stream,
          access,
          findings,
          new Revival(
              caches::newest,
              access,
              new Store(api.client(), caches, (request, entry) -> {}),
              new Locks(),
              (record, target, left) -> again.add(target + " " + left.map(Reason::code)),
              CLOCK),
          fresh::add,
          CLOCK);

  /** What a Vault holds, as far as anybody can tell. */
  private static final class Elsewhere extends RemoteStub {
    private boolean holds = true;
    private boolean silent;
    private final List<VaultHold> cut = new ArrayList<>();
    private int cuts;

    @Override
    public Condition inspect(Grant grant, Target target, Holdings known) {
      if (silent) {
        throw Recorded.unavailable();
      }
      return holds
          ? new Condition.Intact()
          : new Condition.Lessened(new Reason(ReasonCode.VAULT_TOKEN_GONE, "gone"), true);
    }

    @Override
    public Removal cut(Grant grant, Target target, Holdings known) {
      cuts++;
      cut.addAll(known.vault());
      holds = false;
      return new Removal.Gone("");
    }

    @Override
    public Removal remove(Grant grant, Target target, Holdings known) {
      if (silent) {
        return new Removal.Left(Recorded.WHY);
      }
      return holds
          ? new Removal.Left(new Reason(ReasonCode.VAULT_STILL_HOLDS, "held"))
          : new Removal.Gone("");
    }
  }

  @AfterEach
  void stop() {
    watch.close();
    api.close();
  }

  private AccessRecord record(String phase, Instant end) {
    AccessRecord record =
        Serialization.unmarshal(
            Serialization.asJson(Written.granted("u1", phase, "Vault"))
                .replace("\"name\":\"shop\"", "\"name\":\"db\"")
                .replace(
                    "\"backstop\"",
                    "\"vault\":{\"connection\":\"default\",\"tokenRole\":\"r\",\"policies\":[\"p\"]},"
                        + "\"backstop\""),
            AccessRecord.class);
    AccessRecordStatus before = record.getStatus();
    record.setStatus(
        RecordStatusWriter.noted(
            record, Offered.DATABASE, new VaultHold(1, "acc", List.of(), end), NOW));
    if (phase.equals("Active")) {
      CredentialFacts facts = CredentialFacts.unanchored(1, "acc", NOW, end);
      record.setStatus(
          RecordStatusWriter.provided(
              record,
              RecordReader.grant(record),
              Map.of("db", new Holdings(List.of(), Optional.of(facts), Optional.empty())),
              Optional.empty(),
              Optional.empty(),
              NOW));
    }
    assertThat(Objects.requireNonNull(before).phase())
        .isEqualTo(Objects.requireNonNull(record.getStatus()).phase());
    api.put(Written.RECORDS + "ar-u1", record);
    AccessRecord stored = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    known.add(stored);
    return stored;
  }

  private Condition found(AccessRecord record) {
    return findings.of(
        RecordReader.grant(record), Offered.DATABASE, RecordReader.holdings(record, "db"));
  }

  @Test
  void whatIsStillThereIsLeftAlone() {
    AccessRecord record = record("Active", NOW.plusSeconds(60));
    watch.round();
    assertThat(fresh).isEmpty();
    assertThat(found(record)).isEqualTo(new Condition.Intact());
  }

  @Test
  void whatWasLostIsLookedInto() {
    AccessRecord record = record("Active", NOW.plusSeconds(60));
    elsewhere.holds = false;
    watch.round();
    assertThat(fresh).containsExactly("ar-u1");
    assertThat(found(record)).isInstanceOf(Condition.Lessened.class);
    elsewhere.holds = true;
    watch.round();
    assertThat(found(record)).isEqualTo(new Condition.Intact());
  }

  @Test
  void whatCannotBeAskedIsNotLost() {
    AccessRecord record = record("Active", NOW.plusSeconds(60));
    elsewhere.silent = true;
    watch.round();
    assertThat(fresh).isEmpty();
    assertThat(found(record)).isEqualTo(new Condition.Intact());
  }

  @Test
  void whatEndedAndCameBackIsRevokedAgainAndThatIsWrittenDown() {
    record("Ended", NOW.plusSeconds(60));
    watch.round();
    assertThat(elsewhere.cuts).isEqualTo(1);
    AccessRecord after = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    assertThat(Objects.requireNonNull(after.getStatus()).history())
        .extracting(entry -> entry.event())
        .containsExactly("RevokedAgain");
    assertThat(again).as("what the log is told").hasSize(1);
    watch.round();
    assertThat(elsewhere.cuts).isEqualTo(1);
  }

  /** A credential was replaced because somebody else had it; what replaces it next may be new. */
  @Test
  void whatWasReplacedAndCameBackIsRevokedAgainAndNothingElse() {
    Instant end = NOW.plusSeconds(60);
    AccessRecord record = record("Active", end);
    for (VaultHold hold :
        List.of(
            new VaultHold(1, "replaced", List.of(), end),
            new VaultHold(1, "expired", List.of(), NOW.minusSeconds(60)),
            new VaultHold(2, "being made", List.of(), end))) {
      record.setStatus(RecordStatusWriter.noted(record, Offered.DATABASE, hold, NOW));
    }
    api.put(Written.RECORDS + "ar-u1", record);
    known.set(0, api.get(Written.RECORDS + "ar-u1", AccessRecord.class));
    watch.round();
    assertThat(elsewhere.cut).extracting(VaultHold::accessor).containsExactly("replaced");
    AccessRecord after = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    assertThat(Objects.requireNonNull(after.getStatus()).history())
        .extracting(entry -> entry.event())
        .contains("RevokedAgain");
  }

  /** The schema admits a day that there is not. */
  @Test
  void oneRecordThatCannotBeReadKeepsNoOtherFromBeingLookedAt() {
    Instant end = NOW.plusSeconds(60);
    AccessRecord odd = record("Ended", end);
    String text =
        Serialization.asJson(odd)
            .replaceAll("\"expiresAt\":\"[^\"]*\"", "\"expiresAt\":\"2026-02-30T10:00:00Z\"");
    assertThat(text).contains("2026-02-30T10:00:00Z");
    known.set(0, Serialization.unmarshal(text, AccessRecord.class));
    watch.round();
    assertThat(elsewhere.cuts).as("it alone").isZero();
    record("Ended", end);
    watch.round();
    assertThat(elsewhere.cuts).isEqualTo(1);
  }

  @Test
  void whatWouldBeDeadByNowIsNotLookedFor() {
    record("Ended", NOW.minusSeconds(60));
    watch.round();
    assertThat(elsewhere.cuts).isZero();
  }

  @Test
  void whetherWhatEndedCameBackIsAskedAgainAfterSilence() {
    record("Ended", NOW.plusSeconds(60));
    elsewhere.silent = true;
    watch.round();
    assertThat(elsewhere.cuts).isZero();
    elsewhere.silent = false;
    watch.round();
    assertThat(elsewhere.cuts).isEqualTo(1);
  }
}
