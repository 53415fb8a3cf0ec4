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
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
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
          Binding binding = new Binding(new RoleRef(kind, "system:r"), "shop", List.of(rule, path));
          all.add(new Target.ServiceAccountToken("t", List.of(binding, binding), ttl, names));
          all.add(new Target.RoleBinding("b", List.of(binding)));
        }
      }
    }
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
      EndCause cause = EndCause.byRule(kind, new Reason("Why", "because"), NOW);
      AccessRecord record =
          stored(
              WRITER.refused(
                  object(), Asked.ordinary().request(), cause, List.of(), Optional.empty()));
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
    EndCause cause = EndCause.byRule(EndCause.Kind.REJECTED, new Reason("Why", "because"), NOW);
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
        stored(WRITER.refused(object(), Asked.ordinary().request(), cause, List.of(), catalog));
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

  @Test
  void theFinalizerIsThereFromTheFirstWrite() {
    assertThat(record(List.of()).getMetadata().getFinalizers())
        .containsExactly("leasehold.dev/ending-proved");
    assertThat(Offered.SHOP.backstop()).isEqualTo(Backstop.TOKEN);
  }
}
