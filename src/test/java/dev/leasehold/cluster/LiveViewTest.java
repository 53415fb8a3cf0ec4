package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.controller.FakeApi;
import dev.leasehold.controller.Written;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.status.OffboardingWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a subject is frozen is asked of the API server when it matters. */
class LiveViewTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Subject BOT = new Subject("payments", "bot");
  private static final Stamp SAID =
      new Stamp(Stamp.Act.OFFBOARDING, 1, "uid", "none", Set.of(), "olga", "left");
  private static final String PATH = Written.RECORDS + Freeze.ref(BOT).recordName();

  private final FakeApi api = new FakeApi();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    workers.close();
    api.close();
  }

  @Test
  void anOffboardingThatTheCacheHasNotSeenIsSeen() {
    assertThat(freeze(Optional.empty())).isEmpty();
    api.put(PATH, frozen(1));
    assertThat(freeze(Optional.empty())).isPresent();
  }

  @Test
  void whatThisProcessHasJustWrittenIsNewerThanWhatWasReadAhead() {
    api.put(PATH, frozen(1));
    AccessRecord lifted = frozen(1_000_000);
    lifted.setStatus(OffboardingWriter.reinstated(lifted, SAID, NOW));
    assertThat(freeze(Optional.of(lifted))).isEmpty();
    assertThat(freeze(Optional.of(frozen(1)))).isPresent();
  }

  /** A renewal goes on from the window's end, so it is not taken from what a watch told. */
  @Test
  void whatWasGrantedIsReadAndNotTakenFromTheCache() {
    AccessRecord told = Written.granted("u1", "Active", "ServiceAccountToken");
    LiveView view = new LiveView(api.client(), cache(Optional.of(told)), workers);
    assertThat(view.record("ar-u1")).isEmpty();
    api.put(Written.RECORDS + "ar-u2", Written.granted("u2", "Active", "ServiceAccountToken"));
    assertThat(view.record("ar-u2").orElseThrow().getMetadata().getUid()).isEqualTo("r-u2");
  }

  @Test
  void whatCannotBeReadIsNotAbsent() {
    api.failing("accessrecords", 503);
    assertThatThrownBy(() -> freeze(Optional.empty())).isInstanceOf(Unavailable.class);
  }

  private Optional<Freeze> freeze(Optional<AccessRecord> cached) {
    return OffboardingReader.freeze(BOT, new LiveView(api.client(), cache(cached), workers));
  }

  private static EmptyView cache(Optional<AccessRecord> cached) {
    return new EmptyView() {
      @Override
      public Optional<AccessRecord> record(String name) {
        return cached;
      }
    };
  }

  private static AccessRecord frozen(int version) {
    AccessRecord record = OffboardingWriter.record(BOT, SAID, Keys.ENDING_PROVED);
    record.getMetadata().setResourceVersion(Integer.toString(version));
    record.getMetadata().setCreationTimestamp(NOW.toString());
    record.setStatus(OffboardingWriter.frozen(record, new OffboardingStep.Latch(SAID, 0), NOW));
    return record;
  }
}
