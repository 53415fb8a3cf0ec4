package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Accountability;
import dev.leasehold.api.v1alpha1.EntitlementCatalogSpec;
import dev.leasehold.api.v1alpha1.Owner;
import dev.leasehold.api.v1alpha1.Owners;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Backstop;
import dev.leasehold.model.Binding;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.model.VaultSource;
import dev.leasehold.model.Window;
import dev.leasehold.status.RecordStatusWriter;
import dev.leasehold.status.RecordWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written into a record is read from it again as it was. */
class RecordRoundTripTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00.123Z");
  private static final Window WINDOW = new Window(NOW, NOW.plus(Duration.ofHours(4)));
  private static final RecordWriter WRITER = new RecordWriter(Map.of(), Keys.ENDING_PROVED);

  private static AccessRequest object() {
    return Serialization.unmarshal(
        """
        metadata: {name: nightly-report, namespace: payments}
        spec:
          entitlement: {catalog: payments, name: orders-reader}
          subject: {serviceAccountName: nightly-report}
          duration: 4h
        """,
        AccessRequest.class);
  }

  private static AccessRecord record(List<Target> targets) {
    RequestStep.Activate step =
        new RequestStep.Activate(
            Offered.ordinary().handingOut(targets.toArray(new Target[0])).entitlement(),
            "subject-uid",
            List.of(),
            "0123456789abcdef".repeat(4),
            "guard",
            WINDOW);
    return stored(WRITER.granted(object(), Asked.ordinary().request(), step, "d", List.of()));
  }

  /** As the API server gives it back. */
  private static AccessRecord stored(AccessRecord record) {
    record.getMetadata().setUid("record-uid");
    return Serialization.unmarshal(Serialization.asJson(record), AccessRecord.class);
  }

  private static List<Target> targets() {
    List<Target> all = new ArrayList<>();
    for (RoleRef.Kind kind : RoleRef.Kind.values()) {
      for (List<String> names : List.of(List.<String>of(), List.of("a", "b"))) {
        for (Duration ttl : List.of(Duration.ofMinutes(10), Duration.ofSeconds(5025))) {
          Rule rule =
              new Rule(List.of("get", "list"), List.of(""), List.of("pods"), names, List.of());
          Rule path =
              new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/healthz"));
          Binding binding =
              new Binding(
                  new RoleRef(kind, "system:r"),
                  Optional.of("role-uid").filter(uid -> names.isEmpty()),
                  "shop",
                  Optional.of("namespace-uid").filter(uid -> names.isEmpty()),
                  List.of(rule, path));
          all.add(new Target.ServiceAccountToken("t", List.of(binding, binding), ttl, names));
          all.add(new Target.RoleBinding("b", List.of(binding)));
        }
      }
    }
    all.add(Offered.DATABASE);
    all.add(Offered.vault(new VaultSource.Token(), Map.of("url", "{{token}}")));
    all.add(Offered.vault(new VaultSource.Dynamic("pki/issue/a", Map.of("ttl", "1h")), Map.of()));
    all.add(Offered.vault(new VaultSource.Static("kv/data/a", Optional.empty()), Map.of()));
    all.add(
        Offered.vault(
            new VaultSource.Static("kv/data/a", Optional.of(Duration.ofDays(7))), Map.of()));
    return all;
  }

  @Test
  void everyTargetIsReadAsItWasPinned() {
    for (Target one : targets()) {
      for (Target other : targets()) {
        Grant read = RecordReader.grant(record(List.of(one, other)));
        assertThat(read.targets()).containsExactly(one, other);
        assertThat(read.window()).isEqualTo(WINDOW);
        assertThat(read.subjectUid()).isEqualTo("subject-uid");
        assertThat(read.request()).isEqualTo(Asked.ordinary().request().ref());
        assertThat(read.subject()).isEqualTo(Asked.ordinary().request().subject());
        assertThat(read.secretName()).isEqualTo("nightly-report-access");
      }
    }
  }

  @Test
  void whatExistsIsReadAsItWasNoted() {
    Target token = targets().getFirst();
    AccessRecord record = record(List.of(token));
    assertThat(RecordReader.holdings(record, "t")).isEqualTo(Holdings.unknown());
    Instant second = Instant.parse("2026-12-01T09:00:00Z");
    CredentialFacts facts =
        new CredentialFacts(
            3,
            "jti",
            new ObjectRef("v1", "Secret", "", "anchor", "u"),
            second,
            second.plusSeconds(9));
    Holdings known =
        new Holdings(
            List.of(new ObjectRef("v1", "ServiceAccount", "grants", "a", "u")),
            Optional.of(facts),
            Optional.empty());
    record.setStatus(
        RecordStatusWriter.provided(
            record,
            RecordReader.grant(record),
            Map.of("t", known),
            Optional.empty(),
            Optional.empty(),
            NOW));
    assertThat(RecordReader.holdings(stored(record), "t")).isEqualTo(known);
    assertThat(RecordReader.standing(stored(record))).isEqualTo(Standing.ACTIVE);
  }

  @Test
  void everyCauseOfAnEndIsReadAsItWasWritten() {
    for (EndCause.Kind kind : EndCause.Kind.values()) {
      AccessRecord record = record(targets().subList(0, 1));
      EndCause cause = new EndCause(kind, "sam", "why", NOW);
      record.setStatus(RecordStatusWriter.ending(record, cause, List.of(), NOW));
      assertThat(RecordReader.view(stored(record)).flatMap(RecordView::cause)).contains(cause);
      assertThat(RecordReader.standing(stored(record))).isEqualTo(Standing.ENDING);
    }
  }

  @Test
  void aRefusalIsClosedFromItsFirstWriteAndGrantsNothing() {
    for (EndCause.Kind kind : EndCause.Kind.values()) {
      EndCause cause = EndCause.byRule(kind, new Reason(ReasonCode.POLICY_REFUSES, "because"), NOW);
      AccessRecord record =
          stored(
              WRITER.refused(
                  object(),
                  Asked.ordinary().request(),
                  cause,
                  List.of(),
                  Optional.empty(),
                  Optional.empty()));
      assertThat(RecordReader.standing(record)).isEqualTo(Standing.CLOSED);
      assertThat(RecordReader.grant(record).targets()).isEmpty();
      assertThat(RecordReader.grant(record).window().expiredAt(NOW)).isTrue();
      assertThat(RecordReader.view(record)).isEmpty();
      record.setStatus(RecordStatusWriter.refused(record, cause, NOW));
      assertThat(RecordReader.view(record)).isPresent();
    }
  }

  @Test
  void whoeverOwnsTheCatalogAnswersForARefusalToo() {
    EndCause cause =
        EndCause.byRule(
            EndCause.Kind.REJECTED, new Reason(ReasonCode.POLICY_REFUSES, "because"), NOW);
    Owner owner = new Owner("payments-platform", "p@example.com");
    Owners owners = new Owners(owner, new Owner("iam", "i@example.com"), owner);
    assertThat(accountable(cause, Optional.of(owners)).accountable())
        .isEqualTo("payments-platform");
    assertThat(accountable(cause, Optional.of(owners)).because())
        .contains("owns catalog payments", "nothing was granted");
    assertThat(accountable(cause, Optional.empty()).accountable()).isEqualTo("unknown");
  }

  private static Accountability accountable(EndCause cause, Optional<Owners> owners) {
    Optional<EntitlementCatalogSpec> catalog =
        owners.map(o -> new EntitlementCatalogSpec(o, null, null, List.of()));
    AccessRecord record =
        stored(
            WRITER.refused(
                object(), Asked.ordinary().request(), cause, List.of(), catalog, Optional.empty()));
    return Objects.requireNonNull(RecordStatusWriter.refused(record, cause, NOW).accountability());
  }

  @Test
  void aTargetOfALaterVersionIsNotMistakenForNothingButItsWindowCanBeRead() {
    AccessRecord record = record(targets().subList(0, 1));
    AccessRecord later =
        Serialization.unmarshal(
            Serialization.asJson(record).replace("\"ServiceAccountToken\"", "\"Vault\""),
            AccessRecord.class);
    assertThatThrownBy(() -> RecordReader.grant(later)).isInstanceOf(IllegalStateException.class);
    assertThat(RecordReader.window(later)).isEqualTo(WINDOW);
  }

  private static AccessRecord noted(AccessRecord record, VaultHold hold) {
    record.setStatus(RecordStatusWriter.noted(record, Offered.DATABASE, hold, NOW));
    return stored(record);
  }

  @Test
  void whatIsNotedOfVaultIsReadAndMoreOfItReplacesIt() {
    Instant end = Instant.parse("2026-12-01T10:00:00Z");
    VaultHold token = new VaultHold(1, "a", List.of(), end);
    VaultHold leased = new VaultHold(1, "a", List.of("database/creds/x/l"), end);
    AccessRecord record = noted(record(List.of(Offered.DATABASE)), token);
    assertThat(RecordReader.standing(record)).isEqualTo(Standing.ACTIVATING);
    assertThat(RecordReader.holdings(record, "db").vault())
        .containsExactly(new VaultHold(1, "a", List.of(), end.plusSeconds(1)));
    assertThat(RecordReader.holdings(noted(record, leased), "db").vault())
        .containsExactly(new VaultHold(1, "a", List.of("database/creds/x/l"), end.plusSeconds(1)));
  }

  @Test
  void whatIsInUseOrMayComeBackIsKeptAndTheRestForgotten() {
    AccessRecord record = record(List.of(Offered.DATABASE));
    for (int generation = 1; generation <= 4; generation++) {
      Instant end = generation < 3 ? NOW.minus(Duration.ofHours(1)) : NOW.plusSeconds(60);
      record = noted(record, new VaultHold(generation, "a" + generation, List.of(), end));
    }
    CredentialFacts current = CredentialFacts.unanchored(4, "a4", NOW, NOW.plusSeconds(60));
    CredentialFacts previous = CredentialFacts.unanchored(2, "a2", NOW, NOW);
    Holdings holdings = new Holdings(List.of(), Optional.of(current), Optional.of(previous));
    record.setStatus(
        RecordStatusWriter.provided(
            record,
            RecordReader.grant(record),
            Map.of("db", holdings),
            Optional.empty(),
            Optional.empty(),
            NOW));
    assertThat(RecordReader.holdings(stored(record), "db").vault())
        .extracting(VaultHold::accessor)
        .containsExactly("a2", "a3", "a4");
    assertThat(RecordReader.holdings(stored(record), "db").current().map(CredentialFacts::jti))
        .contains("a4");
  }

  @Test
  void asManyTokensAreRememberedAsThereIsRoomFor() {
    AccessRecord record = record(List.of(Offered.DATABASE));
    for (int i = 1; i <= 20; i++) {
      record = noted(record, new VaultHold(i, "a" + i, List.of(), NOW.plusSeconds(3600)));
    }
    assertThat(RecordReader.holdings(record, "db").vault())
        .hasSize(16)
        .last()
        .extracting(VaultHold::accessor)
        .isEqualTo("a20");
  }

  /** As when an engine's database is down for an hour: what is forgotten would not be revoked. */
  @Test
  void whatIsInUseIsRememberedHoweverOftenItCouldNotBeReplaced() {
    Instant end = NOW.plusSeconds(3600);
    AccessRecord record = record(List.of(Offered.DATABASE));
    record = noted(record, new VaultHold(1, "a1", List.of("database/creds/x/l1"), end));
    record = noted(record, new VaultHold(2, "a2", List.of("database/creds/x/l2"), end));
    Holdings holdings =
        new Holdings(
            List.of(),
            Optional.of(CredentialFacts.unanchored(2, "a2", NOW, end)),
            Optional.of(CredentialFacts.unanchored(1, "a1", NOW, end)));
    record.setStatus(
        RecordStatusWriter.provided(
            record,
            RecordReader.grant(record),
            Map.of("db", holdings),
            Optional.empty(),
            Optional.empty(),
            NOW));
    for (int i = 1; i <= 40; i++) {
      record = noted(record, new VaultHold(3, "vain" + i, List.of(), end));
    }
    assertThat(RecordReader.holdings(record, "db").vault())
        .hasSize(16)
        .extracting(VaultHold::accessor)
        .startsWith("a1", "a2", "vain27")
        .endsWith("vain40");
  }

  @Test
  void theFinalizerIsThereFromTheFirstWrite() {
    assertThat(record(List.of()).getMetadata().getFinalizers())
        .containsExactly("leasehold.dev/ending-proved");
    assertThat(Offered.SHOP.backstop()).isEqualTo(Backstop.TOKEN);
  }
}
