package dev.leasehold.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.controller.Recorded;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeginningTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Target TOKEN =
      new Target.ServiceAccountToken("a", Offered.SHOP.bindings(), Duration.ofHours(1), List.of());
  private static final Target OTHER =
      new Target.ServiceAccountToken("b", Offered.SHOP.bindings(), Duration.ofHours(1), List.of());
  private static final Target BINDING = new Target.RoleBinding("own", Offered.SHOP.bindings());

  private final Recorded outside = new Recorded().startingAtOnce();
  private final Recorded elsewhere = new Recorded().elsewhere().startingAtOnce();
  private final Access access =
      new Access(List.of(outside, elsewhere), outside, (g, t, k) -> new Condition.Intact());

  private Outcome<Access.Provided> begin(Target... targets) {
    return new Beginning(access).of(grant(targets), t -> Notebook.blank(), Optional.empty(), NOW);
  }

  private static Grant grant(Target... targets) {
    return new Grant(
        new RequestRef("payments", "report", "u"),
        "r",
        new Subject("payments", "report"),
        "s",
        List.of(targets),
        new Window(NOW, NOW.plus(Duration.ofHours(4))),
        "report");
  }

  private void nothingLeaked() {
    assertThat(outside.issued).isNotEmpty().allMatch(c -> c.reveal().isEmpty());
  }

  @Test
  void aSingleTokenIsStartedAtOnceAndDelivered() {
    assertThat(begin(TOKEN))
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> {
              Access.Provided provided = (Access.Provided) done.value();
              Holdings holdings = Objects.requireNonNull(provided.holdings().get("a"));
              assertThat(holdings.objects()).hasSize(1);
              assertThat(holdings.current().orElseThrow().expiresAt())
                  .isEqualTo(NOW.plus(Duration.ofHours(1)));
              assertThat(holdings.previous()).isEmpty();
              assertThat(provided.delivered()).isPresent();
            });
    assertThat(outside.calls).containsExactly("start a", "deliver");
    nothingLeaked();
  }

  @Test
  void ofSeveralTargetsAllAreMadeBeforeACredentialIsIssued() {
    assertThat(begin(TOKEN, OTHER)).isInstanceOf(Outcome.Done.class);
    assertThat(outside.calls)
        .containsExactly("provision a", "provision b", "issue a", "issue b", "deliver");
  }

  @Test
  void whatHasNoCredentialIsOnlyMade() {
    assertThat(begin(BINDING)).isInstanceOf(Outcome.Done.class);
    assertThat(outside.calls).startsWith("provision own").doesNotContain("start own");
  }

  @Test
  void anotherSystemMakesAndIssuesOneAfterTheOther() {
    assertThat(begin(Offered.DATABASE)).isInstanceOf(Outcome.Done.class);
    assertThat(elsewhere.calls).containsExactly("provision db", "issue db");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start a", "deliver"})
  void aRefusalLeavesNoCredentialOpen(String call) {
    outside.refusing(call);
    assertThat(begin(TOKEN)).isEqualTo(new Outcome.Refused<>(Recorded.WHY));
    assertThat(outside.calls.getLast()).isEqualTo(call);
    if (call.equals("deliver")) {
      nothingLeaked();
    }
  }

  @Test
  void aFailureLeavesNoCredentialOpen() {
    outside.at("deliver", Recorded.unavailable());
    assertThatThrownBy(() -> begin(TOKEN)).isInstanceOf(Unavailable.class);
    nothingLeaked();
  }
}
