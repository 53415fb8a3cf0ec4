package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.ApprovalPolicy.Mode;
import dev.leasehold.model.ApprovalPolicy.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the nouns refuse, and what they derive. */
class NounsTest {
  private static final Instant START = Asked.AT;

  @Test
  void aWindowIsOverFromItsEndOn() {
    Window window = new Window(START, START.plusSeconds(10));
    assertThat(window.expiredAt(START.plusSeconds(10).minusNanos(1))).isFalse();
    assertThat(window.expiredAt(START.plusSeconds(10))).isTrue();
    assertThat(window.left(START.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
    assertThat(window.left(START.plusSeconds(11))).isEqualTo(Duration.ofSeconds(-1));
  }

  @Test
  void aWindowEndsAfterItStarts() {
    assertThatThrownBy(() -> new Window(START, START)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Window(START, START.minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whereApprovalIsRequiredSomebodyHasToBeNamed() {
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> new ApprovalPolicy(Mode.REQUIRED, List.of(), day, day, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Place("owner", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Place("owner", 1).count()).isEqualTo(1);
  }

  @Test
  void twoApproversAreNeededWhereTheAskerIsAMachineOrAClaimedName() {
    String machine = "system:serviceaccount:ci:bot";
    assertThat(Asked.ordinary().request().askers().needTwoApprovers()).isFalse();
    assertThat(Asked.ordinary().by("rita", machine).request().askers().needTwoApprovers()).isTrue();
    assertThat(Asked.ordinary().by("rita", machine).request().askers().claimed()).isTrue();
    assertThat(Asked.ordinary().by(machine, machine).request().askers().needTwoApprovers())
        .isTrue();
    assertThat(Asked.ordinary().by(machine, machine).request().askers().claimed()).isFalse();
  }

  @Test
  void namesDeriveFromTheRequestsUid() {
    Request request = Asked.ordinary().request();
    assertThat(request.ref().recordName()).isEqualTo("ar-" + Asked.UID);
    assertThat(request.entitlement().qualified()).isEqualTo("payments.orders-reader");
    assertThat(request.subject().userName())
        .isEqualTo("system:serviceaccount:payments:nightly-report");
  }

  @Test
  void onlyServiceAccountsAreKnownByTheirUserNames() {
    Subject nightly = new Subject("payments", "nightly-report");
    assertThat(Subject.named(nightly.userName())).contains(nightly);
    for (String other :
        List.of(
            "",
            "alice",
            "payments:nightly-report",
            "system:serviceaccount:payments",
            "system:serviceaccount:payments:nightly:report",
            "x:system:serviceaccount:payments:nightly-report")) {
      assertThat(Subject.named(other)).as(other).isEmpty();
    }
  }

  @Test
  void narrowingKeepsTheCatalogsOrderAndEverythingElse() {
    Entitlement all = Offered.ordinary().entitlement();
    assertThat(all.narrowedTo(List.of())).isEqualTo(all);
    assertThat(all.narrowedTo(List.of("own", "shop"))).isEqualTo(all);
    assertThat(all.narrowedTo(List.of("own")))
        .isEqualTo(Offered.ordinary().handingOut(Offered.OWN).entitlement());
  }

  @ParameterizedTest
  @CsvSource({
    "1h30m, PT1H30M",
    "90m, PT1H30M",
    "10s, PT10S",
    "1h1h, PT2H",
    "0s, PT0S",
    "1m1h, PT61M"
  })
  void durationsAreReadAsTheApiWritesThem(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "1", "1d", "-1h", "1h ", "1.5h", "1H", "1234567890s", "1h30"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void durationsAreWrittenWithoutZeroParts() {
    assertThat(Durations.text(Duration.ofSeconds(3661))).isEqualTo("1h1m1s");
    assertThat(Durations.text(Duration.ofHours(100))).isEqualTo("100h");
    assertThat(Durations.text(Duration.ofSeconds(60))).isEqualTo("1m");
    assertThat(Durations.text(Duration.ZERO)).isEqualTo("0s");
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, Ended",
    "WITHDRAWN, Withdrawn",
    "REVOKED, Revoked",
    "DENIED, Denied",
    "REQUEST_DELETED, Withdrawn",
    "SUBJECT_GONE, Revoked",
    "NAMESPACE_GONE, Revoked",
    "ENTITLEMENT_RETIRED, Revoked",
    "NO_LONGER_PERMITTED, Revoked",
    "ROLE_WIDENED, Revoked",
    "ROLE_REPLACED, Revoked",
    "RESTORED, Revoked",
    "ACTIVATION_FAILED, ActivationFailed",
    "LAPSED, Lapsed",
    "REJECTED, Rejected"
  })
  void everyEndHasThePhaseThatTheDesignCallsItBy(EndCause.Kind kind, String phase) {
    assertThat(kind.phase()).hasToString(phase);
  }

  @Test
  void whatVaultLendsEndsByItselfAndWhatLiesThereDoesNot() {
    assertThat(Offered.DATABASE.backstop()).isEqualTo(Backstop.VAULT_TTL);
    assertThat(Offered.vault(new VaultSource.Token(), Map.of()).backstop())
        .isEqualTo(Backstop.VAULT_TTL);
    VaultSource lies = new VaultSource.Static("kv/data/partner", Optional.empty());
    assertThat(Offered.vault(lies, Map.of()).backstop()).isEqualTo(Backstop.NONE);
    assertThat(lies.path()).contains("kv/data/partner");
  }

  @Test
  void whatIsKnownOfNothingIsEmptyAndAGrantHasTheNameOfItsRequest() {
    Holdings nothing = Holdings.unknown();
    assertThat(nothing.objects()).isEmpty();
    assertThat(nothing.vault()).isEmpty();
    assertThat(nothing.current().or(nothing::previous)).isEmpty();
    CredentialFacts facts = CredentialFacts.unanchored(2, "accessor", START, START.plusSeconds(9));
    assertThat(facts.jti()).isEqualTo("accessor");
    assertThat(facts.anchor().uid()).isEmpty();
    Request asked = Asked.ordinary().request();
    Window window = new Window(START, START.plusSeconds(9));
    Grant grant =
        new Grant(asked.ref(), "r", asked.subject(), "s", List.of(), window, asked.secretName());
    assertThat(grant.recordName()).isEqualTo(asked.ref().recordName());
  }

  @Test
  void aDurationIsNoLongerThanWhatCanBeWrittenAndReadAgain() {
    assertThat(Durations.parse("999999999h").toHours()).isEqualTo(999_999_999);
    assertThat(Durations.parse("999999999h59m").toMinutes()).isEqualTo(999_999_999L * 60 + 59);
    assertThatThrownBy(() -> Durations.parse("999999999h60m"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Durations.parse("1s".repeat(32))).isEqualTo(Duration.ofSeconds(32));
    assertThatThrownBy(() -> Durations.parse("1s".repeat(31) + "01s"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wordsOfTheApiAreSpelledAsTheDesignSpellsThem() {
    assertThat(Offered.SHOP.backstop().text()).isEqualTo("token");
    assertThat(Offered.OWN.backstop().text()).isEqualTo("none");
    assertThat(Backstop.VAULT_TTL.text()).isEqualTo("vault-ttl");
    assertThat(
            new Target.ServiceAccountToken("t", List.of(), Duration.ofHours(1), List.of("sts"))
                .backstop()
                .text())
        .isEqualTo("token-expiry");
    assertThat(RoleRef.Kind.CLUSTER_ROLE.text()).isEqualTo("ClusterRole");
    assertThat(RoleRef.Kind.ROLE.text()).isEqualTo("Role");
    assertThat(Stream.of(Stamp.Act.values()).map(Stamp.Act::text))
        .containsExactly(
            "approval",
            "denial",
            "revocation",
            "review",
            "limit",
            "forget",
            "purge",
            "offboarding",
            "reinstatement");
  }
}
