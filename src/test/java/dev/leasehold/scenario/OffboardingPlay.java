package dev.leasehold.scenario;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.lifecycle.OffboardingLifecycle;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.OffboardingWriter;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plays one step of the offboarding of the one subject there is. */
final class OffboardingPlay {
  private static final Subject IDENTITY = new Subject("payments", "nightly-report");
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final String UID = "99999999-9999-4999-8999-999999999999";

  private final Scenario scenario;
  private final World world;
  private final Instant now;
  private final Map<String, Object> written = new LinkedHashMap<>();

  OffboardingPlay(Scenario scenario, World world) {
    this.scenario = scenario;
    this.world = world;
    this.now = scenario.at();
  }

  Played played() {
    Seen view = new Seen(world, scenario);
    Optional<AccessRecord> record = view.offboarding(IDENTITY);
    boolean open = world.records().anyMatch(r -> RecordReader.standing(r) != Standing.CLOSED);
    OffboardingStep step =
        OffboardingLifecycle.next(
            OffboardingReader.observe(
                record,
                view.tombstones().offboarded(IDENTITY),
                view.serviceAccount(IDENTITY.namespace(), IDENTITY.serviceAccount()),
                open,
                Play.guard(scenario)),
            RETENTION,
            now);
    written.putAll(Told.step((Record) step));
    perform(step, record);
    return new Played(written, world);
  }

  private void perform(OffboardingStep step, Optional<AccessRecord> record) {
    switch (step) {
      case OffboardingStep.Rest rest -> {}
      case OffboardingStep.Latch latch -> {
        AccessRecord it = record.orElseGet(() -> created(latch.said()));
        write(it, OffboardingWriter.frozen(it, latch, now));
      }
      case OffboardingStep.PutBack putBack -> putBack(putBack, record);
      case OffboardingStep.Reinstate(Stamp said) ->
          write(record.orElseThrow(), OffboardingWriter.reinstated(record.get(), said, now));
      case OffboardingStep.Settle(boolean open) ->
          write(record.orElseThrow(), OffboardingWriter.settled(record.get(), open, now));
      case OffboardingStep.Retain(Duration kept) ->
          write(
              record.orElseThrow(),
              RecordStatusWriter.retained(record.get(), now, now.plus(kept), now));
      case OffboardingStep.Forget forget ->
          world.remove("AccessRecord " + record.orElseThrow().getMetadata().getName());
    }
  }

  private void putBack(OffboardingStep.PutBack step, Optional<AccessRecord> record) {
    Freeze said = new Seen(world, scenario).tombstones().offboarded(IDENTITY).orElseThrow();
    Stamp as = new Stamp(Stamp.Act.OFFBOARDING, 0, "", "", Set.of(), said.by(), said.reason());
    AccessRecord it = record.orElseGet(() -> created(as));
    write(it, OffboardingWriter.putBack(it, step, said, Optional.of("uid-of-nightly-report"), now));
  }

  private AccessRecord created(Stamp said) {
    AccessRecord record = OffboardingWriter.record(IDENTITY, said, Keys.ENDING_PROVED);
    record.getMetadata().setUid(UID);
    record.getMetadata().setCreationTimestamp(now.toString());
    return record;
  }

  private void write(AccessRecord record, AccessRecordStatus status) {
    record.setStatus(status);
    world.put(record);
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("spec", Lines.of(record.getSpec()));
    parts.put("status", Lines.of(status));
    written.put("record", parts);
  }
}
