package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Events only tell that there is something to look at. What is handed out, and when that ends, the
 * API server itself is asked (G2, F10), so events that are late or false change neither.
 */
@InItsOwnLab
final class HearsayIT {
  /** A round every 15 s, and what an ending takes. */
  private static final Duration SWEPT = Duration.ofSeconds(25);

  private static final Duration WHILE = Duration.ofSeconds(4);
  private static final Person SECOND = new Person("ending-second", "ending-owners");
  private static final Person THIRD = new Person("ending-third", "ending-owners");

  private static final Hearsay WATCHES = new Hearsay();
  private static Lab lab;
  private static Proxy proxy;
  private static Operator operator;

  @BeforeAll
  static void start() {
    lab = Lab.start(LabOptions.ordinary());
    lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
    proxy = Proxy.before(lab, WATCHES);
    operator = Operator.startBehind(proxy, lab, Map.of());
  }

  @AfterAll
  static void stop() {
    operator.close();
    proxy.close();
    lab.close();
  }

  @AfterEach
  void goesOn() {
    WATCHES.release();
    WATCHES.tellsTheTruth();
    operator.requireRunning();
  }

  @Test
  void whatIsToldLateEndsInTimeAndBringsNothingBack() {
    Scene automatic = Scene.set(lab, Terms.automatic());
    Scene approved = Scene.set(lab, Terms.approved());
    Asked revoked = automatic.asks("revoked", "1h").active();
    Asked brief = automatic.asks("brief", "15s").active();
    Instant end = brief.end();
    Asked takenBack = approved.asks("taken-back", "1h").awaits(RequestPhase.AwaitingApproval);
    Asked deleted = approved.asks("deleted", "1h").awaits(RequestPhase.AwaitingApproval);
    WATCHES.hold();
    revoked.revoked();
    takenBack.approved().revoked();
    deleted.approved().as(Scene.ASKER).delete();
    brief.ended(EndingCause.Expired, SWEPT.plusSeconds(15));
    revoked.ended(EndingCause.Withdrawn, SWEPT);
    endedBy(brief, end.plus(SWEPT));
    assertThat(takenBack.phase()).contains(RequestPhase.AwaitingApproval);
    WATCHES.release();
    takenBack.awaits(RequestPhase.Withdrawn);
    Books.quiet(lab, WHILE);
    assertThat(takenBack.status().orElseThrow().history())
        .extracting(HistoryEntry::event)
        .doesNotContain("Active");
    for (Asked asked : List.of(revoked, brief, takenBack, deleted)) {
      assertThat(Books.marked(lab, asked.uid())).isEmpty();
    }
  }

  @Test
  void anApprovalThatWasNeverGivenCountsNowhere() {
    Scene scene = Scene.set(lab, Terms.approved());
    Asked asked = scene.asks("nightly", "1h").awaits(RequestPhase.AwaitingApproval);
    WATCHES.listen();
    approvalIsTold(asked);
    asked.annotate(Scene.ASKER, "example.com/note", "looks harmless");
    Lab.await().until(() -> !WATCHES.asked("/accessrequests/nightly").isEmpty());
    Books.quiet(lab, WHILE);
    assertThat(asked.phase()).contains(RequestPhase.AwaitingApproval);
    nothingIsGiven(asked);
    WATCHES.tellsTheTruth();
    asked.approved().active();
  }

  /** It may reach the status, from where it does not count without its stamp. */
  @Test
  void anApprovalThatWasNeverGivenCompletesNoQuorum() {
    Scene scene = Scene.set(lab, Terms.approvedBy(3));
    Asked asked = scene.asks("nightly", "1h").awaits(RequestPhase.AwaitingApproval);
    approvalIsTold(asked);
    asked.approvedBy(SECOND);
    Lab.await().until(() -> asked.status().orElseThrow().approvals().size() == 2);
    asked.approvedBy(THIRD);
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.conditions())
                    .anyMatch(c -> c.getMessage().contains("no stamp or signature")));
    Books.quiet(lab, WHILE);
    nothingIsGiven(asked);
    WATCHES.tellsTheTruth();
    Person fourth = new Person("ending-fourth", "ending-owners");
    asked.approvedBy(fourth).active();
    assertThat(asked.record().orElseThrow().getSpec().approvals())
        .extracting(Approval::approver)
        .containsExactlyInAnyOrder(SECOND.name(), THIRD.name(), fourth.name());
  }

  @Test
  void aWindowThatIsToldToEndLaterEndsInTime() {
    Scene scene = Scene.set(lab, Terms.automatic());
    WATCHES.lies(
        records(
            "brief",
            object -> {
              later(object.at("/spec/window"), "end");
              later(object.at("/status/sealed"), "windowEnd");
            }));
    int before = WATCHES.lies();
    Asked asked = scene.asks("brief", "15s").active();
    Instant end = asked.end();
    try (Bearer bearer = asked.bearer()) {
      assertThat(bearer.works()).isTrue();
      asked.ended(EndingCause.Expired, SWEPT.plusSeconds(15));
      System.out.println("hearsay: refused after " + bearer.refusedWithin(Duration.ofSeconds(2)));
    }
    endedBy(asked, end.plus(SWEPT));
    assertThat(WATCHES.lies()).isGreaterThan(before);
  }

  /** Whether it is provided, put back or replaced: that it is in a record is not enough. */
  @Test
  void aGrantThatIsToldToBeWiderIsNotProvided() {
    Scene scene = Scene.set(lab, Terms.automatic());
    scene.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-reader, namespace: %s}
        rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list]}]
        """
            .formatted(scene.name()));
    String uid = lab.adminClient().namespaces().withName(scene.name()).get().getMetadata().getUid();
    WATCHES.lies(
        records(
            "wide",
            object -> {
              ObjectNode target = (ObjectNode) object.withArray("/spec/targets").get(0);
              ObjectNode more = ((ObjectNode) target.withArray("/bindings").get(0)).deepCopy();
              more.put("namespace", scene.name()).put("namespaceUID", uid).remove("roleUID");
              target.withArray("/bindings").add(more);
            }));
    int before = WATCHES.lies();
    Asked asked = scene.asks("wide", "1h").active();
    Lab.await().until(() -> WATCHES.lies() > before);
    asked.binding().delete();
    Lab.await().untilAsserted(() -> assertThat(asked.binding().get()).as(asked::told).isNotNull());
    asked.annotate(Scene.ASKER, "leasehold.dev/redeliver", "1");
    Books.quiet(lab, WHILE);
    assertThat(lab.adminClient().rbac().roleBindings().inNamespace(scene.name()).list().getItems())
        .isEmpty();
    WATCHES.tellsTheTruth();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
  }

  @Test
  void aRecordThatWasNeverWrittenProvidesNothing() {
    Scene scene = Scene.set(lab, Terms.approved());
    Asked waits = scene.asks("waits", "1h").awaits(RequestPhase.AwaitingApproval);
    Asked real = scene.asks("real", "1h").awaits(RequestPhase.AwaitingApproval);
    WATCHES.lies(
        event -> of("real", event) ? List.of(event, madeUp(event, waits)) : List.of(event));
    WATCHES.listen();
    int before = WATCHES.lies();
    real.approved().active();
    Lab.await().until(() -> WATCHES.lies() > before);
    Books.quiet(lab, WHILE);
    assertThat(WATCHES.asked("ar-" + waits.uid()))
        .isNotEmpty()
        .allMatch(call -> call.matches("GET .*/accessrecords/[^/]*"));
    nothingIsGiven(waits);
    WATCHES.tellsTheTruth();
    real.revoked();
    real.ended(EndingCause.Withdrawn);
  }

  private static ObjectNode madeUp(ObjectNode event, Asked waits) {
    ObjectNode told = event.deepCopy().put("type", "ADDED");
    ObjectNode record = told.withObject("/object");
    record.remove("status");
    record
        .withObject("/metadata")
        .put("name", "ar-" + waits.uid())
        .put("uid", UUID.randomUUID().toString());
    record.withObject("/spec/request").put("name", waits.name()).put("uid", waits.uid());
    return told;
  }

  /** Every event of this request has a stamp of the owner from now on. */
  private static void approvalIsTold(Asked asked) {
    String stamp = asked.stamp(asked.offer().digest());
    WATCHES.lies(
        event -> {
          if (event.at("/object/metadata/uid").asText().equals(asked.uid())) {
            event.withObject("/object/metadata/annotations").put("approval.leasehold.dev/8", stamp);
          }
          return List.of(event);
        });
  }

  /** Every event of the record of this request is changed like that. */
  private static Function<ObjectNode, List<ObjectNode>> records(
      String request, Consumer<ObjectNode> change) {
    return event -> {
      if (of(request, event)) {
        change.accept(event.withObject("/object"));
      }
      return List.of(event);
    };
  }

  private static boolean of(String request, ObjectNode event) {
    return event.at("/object/kind").asText().equals("AccessRecord")
        && event.at("/object/spec/request/name").asText().equals(request);
  }

  private static void later(JsonNode part, String field) {
    if (part instanceof ObjectNode object && object.has(field)) {
      Instant end = Instant.parse(object.get(field).asText());
      object.put(field, end.plus(Duration.ofDays(1)).toString());
    }
  }

  private static void nothingIsGiven(Asked asked) {
    assertThat(asked.record()).isEmpty();
    assertThat(Books.marked(lab, asked.uid())).isEmpty();
    assertThat(asked.secret().get()).isNull();
  }

  private static void endedBy(Asked asked, Instant limit) {
    assertThat(Instant.parse(Objects.requireNonNull(asked.recorded().endedAt())))
        .isBeforeOrEqualTo(limit);
  }
}
