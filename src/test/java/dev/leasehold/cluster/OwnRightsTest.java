package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.controller.FakeApi;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.RoleRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnRightsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final RoleRef ROLE = new RoleRef(RoleRef.Kind.ROLE, "orders-reader");

  private final FakeApi api = new FakeApi();
  private final List<String> gained = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theyAreAskedOnceInAWhileAndNeverGuessed() {
    AtomicReference<Instant> time = new AtomicReference<>(NOW);
    try (OwnRights rights = new OwnRights(api.client(), time::get, this::told)) {
      assertThat(rights.mayBind(ROLE, "shop")).isTrue();
      assertThat(rights.mayBind(ROLE, "shop")).isTrue();
      assertThat(api.calls).hasSize(1);
      time.set(NOW.plus(Duration.ofSeconds(30)));
      assertThat(rights.mayBind(ROLE, "shop")).isTrue();
      assertThat(api.calls).hasSize(2);
      api.failing("selfsubjectaccessreviews", 503);
      assertThatThrownBy(() -> rights.mayBind(ROLE, "other")).isInstanceOf(Unavailable.class);
      assertThat(rights.mayBind(ROLE, "shop")).isTrue();
    }
    assertThat(gained).isEmpty();
  }

  /** Nothing else would ever tell whoever waits for it. */
  @Test
  void whatIsDeniedIsAskedForByItselfUntilItIsGivenAndThatIsTold() {
    api.denies(true);
    Duration remembered = Duration.ofMillis(20);
    try (OwnRights rights =
        new OwnRights(api.client(), InstantSource.system(), remembered, this::told)) {
      assertThat(rights.mayBind(ROLE, "shop")).isFalse();
      Awaitility.await().until(() -> api.calls.size() > 3);
      assertThat(gained).isEmpty();
      api.failing("selfsubjectaccessreviews", 503);
      int calls = api.calls.size();
      Awaitility.await().until(() -> api.calls.size() > calls + 3);
      api.denies(false);
      api.mended();
      Awaitility.await().until(() -> gained.contains("orders-reader in shop"));
    }
  }

  /** An alarm may go off a little before its instant by the API server's time. */
  @Test
  void anAlarmThatIsEarlyIsNotTheLast() {
    api.denies(true);
    try (OwnRights rights =
        new OwnRights(api.client(), () -> NOW, Duration.ofMillis(20), this::told)) {
      assertThat(rights.mayBind(ROLE, "shop")).isFalse();
      api.denies(false);
      Awaitility.await().until(() -> gained.contains("orders-reader in shop"));
    }
  }

  @Test
  void whatNobodyAsksForAnyMoreIsForgotten() {
    api.denies(true);
    try (OwnRights rights =
        new OwnRights(api.client(), InstantSource.system(), Duration.ofMillis(2), this::told)) {
      assertThat(rights.mayBind(ROLE, "shop")).isFalse();
      assertThat(rights.mayBind(ROLE, "stock")).isFalse();
      Awaitility.await().until(() -> gained.size() == 2);
      assertThat(rights.asked()).isZero();
    }
  }

  private void told(RoleRef role, String namespace) {
    gained.add(role.name() + " in " + namespace);
  }
}
