package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.evidence.Event;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.RecordReader;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is in the evidence log before something is done, and after it, and what needs none of it.
 */
class EntriesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Reason WHY = new Reason(ReasonCode.EVIDENCE_UNAVAILABLE, "it is full");

  private final FakeApi api = new FakeApi();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final Recorded outside = new Recorded();
  private final Told told = new Told();
  private final Log log = new Log();
  private final Entries entries = new Entries(log);
  private final Access access =
      new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
  private final Store store = new Store(api.client(), new Caches(), (request, entry) -> {});
  private final RecordActs acts =
      new RecordActs(access, access, store, told, entries, told, InstantSource.fixed(NOW));
  private final Endings endings =
      new Endings(
          access,
          store,
          told,
          entries,
          new PeoplesWord(() -> new Guard.Live("f"), Persons.PLAIN),
          told,
          InstantSource.fixed(NOW));

  /** A log that notes in which order things happen, and may be broken. */
  private final class Log extends FakeJournal {
    private boolean broken;

    @Override
    public void require(Supplier<Event> event) {
      if (broken) {
        throw new Unavailable(WHY);
      }
      order.add("before: " + event.get().kind().text());
    }

    @Override
    public void note(Supplier<Event> event) {
      if (broken) {
        throw new IllegalStateException("a bug");
      }
      order.add(event.get().kind().text());
    }
  }

  /** What hands something out. */
  enum Act {
    PROVIDE("Activating", "provision shop"),
    ROTATE("Active", "issue shop"),
    REPAIR("Active", "provision shop");

    private final String phase;
    private final String first;

    Act(String phase, String first) {
      this.phase = phase;
      this.first = first;
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private AccessRecord record(String phase) {
    String path = Written.RECORDS + "ar-u1";
    api.put(
        path,
        Serialization.unmarshal(
            Serialization.asJson(Written.granted("u1", phase, "ServiceAccountToken"))
                .replace("\"x\"", "\"" + "5f".repeat(32) + "\""),
            AccessRecord.class));
    return api.get(path, AccessRecord.class);
  }

  private void done(Act act) {
    outside.at = order::add;
    AccessRecord record = record(act.phase);
    Grant grant = RecordReader.grant(record);
    AccessRecord _ =
        switch (act) {
          case PROVIDE -> acts.provide(record, grant, Optional.empty(), acts.known(), NOW);
          case ROTATE -> acts.rotate(record, grant, 2, Optional.empty(), NOW);
          case REPAIR -> acts.repair(record, grant, 2, Recorded.WHY, NOW);
        };
  }

  @ParameterizedTest
  @EnumSource
  void theIntentIsWrittenBeforeAnythingIsDoneAndTheOutcomeAfter(Act act) {
    done(act);
    assertThat(order)
        .startsWith("before: ProvisionIntended")
        .contains(act.first)
        .endsWith("Provisioned");
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheIntentNothingIsDoneAndTheRecordSaysWhy(Act act) {
    log.broken = true;
    assertThatThrownBy(() -> done(act))
        .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.reason()).isEqualTo(WHY));
    assertThat(outside.calls).isEmpty();
    AccessRecord now = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    assertThat(Objects.requireNonNull(now.getStatus()).conditions())
        .anySatisfy(
            c -> {
              assertThat(c.getReason()).isEqualTo("EvidenceUnavailable");
              assertThat(c.getStatus()).isEqualTo("False");
            });
  }

  @Test
  void whatIsRefusedIsSaid() {
    outside.refusing("provision shop").refusing("start shop");
    done(Act.PROVIDE);
    assertThat(order).endsWith("ProvisionFailed");
  }

  private void ended() {
    outside.at = order::add;
    AccessRecord record = record("Active");
    EndCause cause = new EndCause(EndCause.Kind.REVOKED, "sven", "stop", NOW);
    Optional<Instant> _ =
        endings.end(
            record,
            RecordReader.grant(record),
            new RecordStep.End(cause, false),
            NOW,
            () -> order.add("stopped"));
  }

  @Test
  void anEndingIsSaidBeforeItIsBegunAndOnceItIsProved() {
    ended();
    assertThat(order).startsWith("RevokeIntended", "cut shop", "stopped").endsWith("Revoked");
  }

  @Test
  void aRecordIsLetGoOnceTheLogSaysSo() {
    Purging purging = new Purging(store, new Caches(), told, entries, () -> new Guard.Live("f"));
    AccessRecord record = record("Ended");
    log.broken = true;
    assertThatThrownBy(() -> purging.forget(record, NOW))
        .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.reason()).isEqualTo(WHY));
    assertThat(api.has(Written.RECORDS + "ar-u1")).isTrue();
    log.broken = false;
    purging.forget(record, NOW);
    assertThat(order).containsExactly("before: Purged");
    assertThat(api.has(Written.RECORDS + "ar-u1")).isFalse();
  }

  @Test
  void anEndingNeedsNoLog() {
    log.broken = true;
    ended();
    assertThat(order).startsWith("cut shop", "stopped");
    assertThat(told.heard).contains("ended REVOKED");
  }
}
