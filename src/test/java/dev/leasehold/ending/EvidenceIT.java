package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.EvidenceEntry;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator writes to the evidence log, and what it does where it cannot: F35, F39. */
@InItsOwnLab
final class EvidenceIT {
  /** X of a binding, and room for a machine that does other things too. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @TempDir static Path directory;

  private static EvidenceLogDir log;
  private static RunningWitness witness;
  private static OwnLab own;

  @BeforeAll
  static void start() {
    log = EvidenceLogDir.in(directory);
    witness = log.witness();
    Map<String, String> environment = new HashMap<>(log.environment());
    environment.put("LEASEHOLD_EVIDENCE_WITNESSES", witness.configured());
    own = OwnLab.start(environment);
  }

  @AfterAll
  static void stop() {
    own.close();
    witness.close();
  }

  private static Scene scene() {
    return Scene.set(own.lab(), Terms.approved());
  }

  @Test
  void aLifeIsInTheLogFromItsOfferToItsEnd() throws IOException {
    Scene scene = scene();
    Asked asked = scene.active("1h");
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    entered(asked, "Offered", "ProvisionIntended", "Provisioned", "RevokeIntended", "Revoked");
    EvidenceLogDir.Entry intent = log.about(asked).get(1);
    assertThat(intent.says().path("approvals").path(0).path("approver").asText())
        .isEqualTo(Scene.OWNER.name());
    assertThat(intent.says().path("requester").asText()).isEqualTo(Scene.ASKER.name());
    assertThat(log.about(asked).get(2).says().path("credentials").path(0).path("id").asText())
        .isEqualTo(
            Objects.requireNonNull(asked.recorded().targets().getFirst().credential()).jti());
    assertThat(log.about(asked).get(3).says().path("actor").asText()).isEqualTo(Scene.ASKER.name());
    located(asked, intent);
    JsonNode life = log.reported(asked);
    assertThat(life.path("state").asText()).isEqualTo("removed");
    assertThat(life.path("approved_by").asText()).isEqualTo(Scene.OWNER.name());
    assertThat(life.path("subject").asText()).contains(asked.scene().name());
    assertThat(life.path("due").asText()).isNotEmpty();
    assertThat(life.has("exceptions")).as(life::toString).isFalse();
  }

  /** The record says where the entry is by which it was begun. */
  private static void located(Asked asked, EvidenceLogDir.Entry intent) {
    List<EvidenceEntry> known = asked.recorded().evidence();
    assertThat(known)
        .as(asked::told)
        .anySatisfy(
            entry -> {
              assertThat(entry.index()).isEqualTo(intent.index());
              assertThat(entry.digest()).isEqualTo(intent.leaf());
              assertThat(Objects.requireNonNull(entry.size())).isGreaterThan(intent.index());
            });
  }

  @Test
  void theWitnessCosignsWhatTheOperatorWrites() {
    Scene scene = scene();
    Asked asked = scene.active("1h");
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    entered(asked, "Offered", "ProvisionIntended", "Provisioned", "RevokeIntended", "Revoked");
    String all = "0 SOUND: %d entries".formatted(log.entries().size());
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(log.cosigned(witness))
                    .startsWith(all)
                    .contains("cosigned by witness.example.org/w1; by the quorum since 20")
                    .doesNotContain("not cosigned"));
    assertThat(own.operator().answer("/q/metrics").body())
        .containsPattern(
            "leasehold_evidence_cosigned_age_seconds\\{witness=\"witness.example.org/w1\"\\} [0-9]");
  }

  /** Whatever the other tests left behind agrees too. */
  @Test
  void theRecordsAgreeWithTheLogAndWhatIsAlteredIsFound() throws IOException {
    Scene scene = scene();
    Asked asked = scene.active("1h");
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    entered(asked, "Offered", "ProvisionIntended", "Provisioned", "RevokeIntended", "Revoked");
    JsonNode all =
        new ObjectMapper()
            .readTree(own.lab().adminClient().raw("/apis/leasehold.dev/v1alpha1/accessrecords"));
    assertThat(log.compared(all)).startsWith("0 SOUND").contains(" AGREES: ");
    int at = 0;
    while (!all.at("/items/" + at + "/spec/request/uid").asText().equals(asked.uid())) {
      at++;
    }
    ObjectNode record = (ObjectNode) all.path("items").path(at);
    JsonNode status = record.path("status").deepCopy();
    record.withObject("/status").put("phase", "Active").remove("endedAt");
    assertThat(log.compared(all))
        .startsWith("1 SOUND")
        .contains("status.phase: the record says \"Active\", the log \"Ended\"")
        .contains("status.endedAt: the record says nothing")
        .contains(" 2 differences");
    JsonNode _ = record.replace("status", status);
    JsonNode _ = ((ArrayNode) all.path("items")).remove(at);
    assertThat(log.compared(all))
        .startsWith("1 SOUND")
        .contains("ar-" + asked.uid() + ": missing")
        .contains(" 1 differences");
  }

  private static void entered(Asked asked, String... events) {
    Lab.await()
        .untilAsserted(() -> assertThat(log.events(asked)).as(asked::told).containsExactly(events));
  }

  @Test
  void evidenceRegulatedIsGivenOnceTwoAgreedAndItIsInTheLog() {
    Scene scene = scene();
    scene.apply(
        Terms.catalog(
            scene.name(),
            Terms.approvedBy(2)
                .entitlement("reader", scene.shop())
                .replace(
                    "evidence: Minimal",
                    "review: {within: 24h, onOverdue: Revoke}, evidence: Regulated")));
    Asked bare = scene.asks("bare", "1h").awaits(RequestPhase.Rejected);
    assertThat(bare.conditions())
        .as(bare::told)
        .anySatisfy(c -> assertThat(c.getMessage()).startsWith("spec.ticket is missing"));
    Asked asked = scene.asksWith("regulated", "1h", "ticket: CHG-1042\n  channel: {type: CLI}");
    asked.approved().approvedBy(new Person("ending-second", "ending-owners")).active();
    entered(asked, "Offered", "ProvisionIntended", "Provisioned");
    assertThat(log.about(asked).get(1).says().path("approvals")).hasSize(2);
  }

  @Test
  void whatCameToNothingIsInTheLogToo() {
    Scene scene = scene();
    Asked denied = scene.asks("denied", "1h").awaits(RequestPhase.AwaitingApproval);
    denied.annotate(Scene.OWNER, "leasehold.dev/deny", "not today");
    Asked rejected = scene.asks("rejected", "9h").awaits(RequestPhase.Rejected);
    denied.awaits(RequestPhase.Denied);
    entered(denied, "Offered", "Denied");
    entered(rejected, "Refused");
    assertThat(log.about(denied).getLast().says().path("actor").asText())
        .isEqualTo(Scene.OWNER.name());
  }

  private interface Act {
    void run() throws Exception;
  }

  private static void broken() throws IOException {
    Path _ = Files.createDirectory(log.inTheWay());
  }

  @Test
  void aFullDiskStopsNewAccessAndNoEnding() throws Exception {
    withoutLog(EvidenceIT::broken, () -> Files.delete(log.inTheWay()));
  }

  @Test
  void aDiskThatHangsStopsNewAccessAndNoEnding() throws Exception {
    withoutLog(
        () -> {
          ProcessBuilder mkfifo = new ProcessBuilder("mkfifo", log.inTheWay().toString());
          assertThat(mkfifo.start().waitFor()).isZero();
        },
        () -> {
          // Whoever waits to write into it goes on, and fails, since it is no file.
          try (RandomAccessFile _ = new RandomAccessFile(log.inTheWay().toFile(), "rw")) {
            Files.delete(log.inTheWay());
          }
        });
  }

  private static void withoutLog(Act breaking, Act mending) throws Exception {
    Scene scene = scene();
    Asked ending = scene.asks("ending", "1h").approved().active();
    Asked wanted = scene.asks("wanted", "1h").awaits(RequestPhase.AwaitingApproval);
    whenFree(breaking);
    try {
      Asked _ = wanted.approved();
      ending.revoked();
      ending.ended(EndingCause.Withdrawn, AT_ONCE);
      Lab.await().untilAsserted(() -> waitsForTheLog(wanted));
      assertThat(wanted.binding().get()).isNull();
    } finally {
      mending.run();
    }
    Asked _ = wanted.active();
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(once(wanted))
                    .as(wanted::told)
                    .containsExactly("Offered", "ProvisionIntended", "Provisioned"));
    Lab.await().untilAsserted(() -> cameInLate(ending));
  }

  /** As often as it takes: the writer's own file is there while it writes one. */
  private static void whenFree(Act breaking) {
    Lab.await()
        .ignoreExceptionsInstanceOf(FileAlreadyExistsException.class)
        .untilAsserted(breaking::run);
  }

  private static void cameInLate(Asked asked) {
    assertThat(once(asked))
        .as(asked::told)
        .containsExactly(
            "Offered", "ProvisionIntended", "Provisioned", "RevokeIntended", "Revoked");
    assertThat(log.events(asked)).endsWith("Revoked late");
  }

  /**
   * What had been given to the log when it began to fail may be there twice (decision 0120), and
   * only the second is marked; that one counts.
   */
  private static List<String> once(Asked asked) {
    return log.events(asked).reversed().stream()
        .map(event -> event.replace(" late", ""))
        .distinct()
        .toList()
        .reversed();
  }

  private static void waitsForTheLog(Asked asked) {
    assertThat(asked.conditions())
        .as(asked::told)
        .anySatisfy(c -> assertThat(c.getMessage()).contains("evidence log cannot be written"));
  }

  @Test
  void yesterdaysVolumeIsRefusedAndEndingsGoOn() throws Exception {
    Scene scene = scene();
    Asked ending = scene.asks("ending", "1h").approved().active();
    // Nothing more is written then.
    entered(ending, "Offered", "ProvisionIntended", "Provisioned");
    Path yesterday = log.copied("yesterday");
    Asked _ = scene.asks("between", "1h").approved().active();
    Lab.await().untilAsserted(() -> assertThat(handedOver()).isEqualTo(log.checkpoint()));
    own.operator().kill();
    Path today = log.replacedBy(yesterday);
    own.operator().restart();
    Asked wanted = scene.asks("wanted", "1h").approved();
    ending.revoked();
    ending.ended(EndingCause.Withdrawn);
    Lab.await().untilAsserted(() -> waitsForTheLog(wanted));
    assertThat(own.operator().said()).contains("the log is older than what is known of it");
    Path _ = log.replacedBy(today);
    Asked _ = wanted.active();
    Lab.await().untilAsserted(() -> cameInLate(ending));
  }

  /** Nothing of it was in the log when the process died. */
  @Test
  void whatAProcessHadNoTimeToSayTheNextOneSays() throws Exception {
    Scene scene = scene();
    Asked ending = scene.asks("ending", "1h").approved().active();
    Asked other = scene.asks("other", "1h").approved().active();
    entered(ending, "Offered", "ProvisionIntended", "Provisioned");
    other.revoked();
    other.ended(EndingCause.Withdrawn);
    entered(other, "Offered", "ProvisionIntended", "Provisioned", "RevokeIntended", "Revoked");
    whenFree(EvidenceIT::broken);
    ending.revoked();
    ending.ended(EndingCause.Withdrawn);
    own.operator().kill();
    Files.delete(log.inTheWay());
    assertThat(log.events(ending)).doesNotContain("Revoked");
    own.operator().restart();
    Lab.await().untilAsserted(() -> cameInLate(ending));
    assertThat(log.events(ending)).contains("RevokeIntended late");
    assertThat(log.about(ending).getLast().says().path("fromRecord").asBoolean()).isTrue();
    assertThat(log.reported(ending).path("state").asText()).isEqualTo("removed");
    Asked _ = scene.asks("next", "1h").approved().active();
    assertThat(log.events(other)).as("told once").hasSize(5);
    assertThat(log.events(ending)).as("told once").hasSize(5);
  }

  /** Nothing of the offboarding was in the log when the process died. */
  @Test
  void whoIsOffboardedAndReinstatedIsInTheLog() throws Exception {
    Offboarder offboarder = new Offboarder(scene());
    Asked asked = offboarder.scene().active("1h");
    whenFree(EvidenceIT::broken);
    offboarder.offboards("the contract ended").is(RecordPhase.Frozen);
    asked.ended(EndingCause.SubjectOffboarded);
    own.operator().kill();
    Files.delete(log.inTheWay());
    own.operator().restart();
    String uid = offboarder.ref().uid();
    said(uid, "Offboarded late");
    offboarder.reinstates("it was renewed").is(RecordPhase.Reinstated);
    said(uid, "Offboarded late", "Reinstated");
    offboarder.offboards("it ended").is(RecordPhase.Frozen);
    said(uid, "Offboarded late", "Reinstated", "Offboarded");
    EvidenceLogDir.Entry last = about(uid).getLast();
    assertThat(last.says().path("actor").asText()).isEqualTo(Offboarder.WHO.name());
    assertThat(last.says().path("reason").path("message").asText()).isEqualTo("it ended");
    assertThat(about(uid).getFirst().says().path("fromRecord").asBoolean()).isTrue();
    List<JsonNode> reported = new ArrayList<>();
    log.report().path("offboardings").forEach(reported::add);
    reported.removeIf(it -> !it.path("subject").asText().contains(offboarder.scene().name()));
    assertThat(reported).extracting(it -> it.path("ended").asInt()).containsExactly(1, 0);
    assertThat(reported.getFirst().path("reinstatedBy").asText()).isEqualTo(Offboarder.WHO.name());
  }

  private static List<EvidenceLogDir.Entry> about(String uid) {
    return log.entries().stream().filter(entry -> entry.uid().equals(uid)).toList();
  }

  private static void said(String uid, String... events) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(about(uid))
                    .extracting(EvidenceLogDir.Entry::event)
                    .containsExactly(events));
  }

  @Test
  void whatTheSweepRemovesIsInTheLog() {
    Scene scene = scene();
    String uid = UUID.randomUUID().toString();
    Orphans.planted(scene, uid);
    said(uid, "OrphanRemoved", "OrphanRemoved", "OrphanRemoved");
    assertThat(about(uid))
        .extracting(entry -> entry.says().path("object").path("kind").asText())
        .containsExactlyInAnyOrder("RoleBinding", "ServiceAccount", "Secret");
  }

  private static @Nullable String handedOver() {
    return own.lab()
        .adminClient()
        .leases()
        .inNamespace("leasehold-system")
        .withName("leasehold-operator")
        .require()
        .getMetadata()
        .getAnnotations()
        .get("leasehold.dev/evidence-checkpoint");
  }

  @Test
  void theNextProcessGoesOnWithTheSameLog() {
    Scene scene = scene();
    Asked asked = scene.active("1h");
    own.operator().kill();
    own.operator().restart();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    entered(asked, "Offered", "ProvisionIntended", "Provisioned", "RevokeIntended", "Revoked");
  }
}
