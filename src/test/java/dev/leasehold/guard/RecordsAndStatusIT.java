package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator says is its own to say, against administrators too. */
final class RecordsAndStatusIT {
  private static final String RECORDS = "leasehold-records";
  private static final String FORGET = "leasehold.dev/forget";
  private static final String PURGE = "leasehold-purge";
  private static final String REVIEWERS = "guard-reviewers";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void onlyTheOperatorWritesTheStatusOfARequest() {
    StagedRequest request = stage.offered();
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA, Cast.RITA)) {
      request
          .refuses(
              "leasehold-status",
              () ->
                  Wire.mergeStatus(
                      stage.as(powerful), request.now(), "{\"status\": {\"phase\": \"Active\"}}"))
          .hasMessageContaining("only the operator writes the status");
    }
  }

  @Test
  void onlyTheOperatorWritesTheStatusOfACatalog() {
    GenericKubernetesResource catalog =
        Wire.create(stage.lab().adminClient(), Stage.resource("catalog.yaml"));
    String status = "{\"status\": {\"observedGeneration\": 1}}";
    unchanged(
        catalog,
        "leasehold-status",
        () -> Wire.mergeStatus(stage.lab().adminClient(), catalog, status));
    Wire.mergeStatus(stage.operator(), catalog, status);
  }

  @Test
  void nobodyButTheOperatorMakesARecord() {
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA)) {
      Wire.assertRefused(RECORDS, () -> record(stage.as(powerful)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\": {\"labels\": {\"mine\": \"true\"}}}",
        "{\"metadata\": {\"annotations\": {\"mine\": \"true\"}}}",
        "{\"metadata\": {\"finalizers\": null}}",
        "{\"metadata\": {\"finalizers\": [\"leasehold.dev/ending-proved\", \"example.com/mine\"]}}",
        "{\"metadata\": {\"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\","
            + " \"name\": \"x\", \"uid\": \"1\"}]}}"
      })
  void nobodyElseEditsARecord(String json) {
    GenericKubernetesResource record = record(stage.operator());
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA, Cast.RENATE)) {
      unchanged(record, RECORDS, () -> Wire.merge(stage.as(powerful), record, json));
    }
  }

  @Test
  void askingToForgetARecordChangesNothingElse() {
    GenericKubernetesResource record = record(stage.operator());
    for (String more :
        List.of(
            "\"annotations\": {\"leasehold.dev/forget\": \"gone\", \"leasehold.dev/mine\":"
                + " \"true\"}",
            "\"annotations\": {\"leasehold.dev/forget\": \"gone\"}, \"labels\":"
                + " {\"leasehold.dev/mine\": \"true\"}",
            "\"annotations\": {\"leasehold.dev/forget\": \"gone\", \"big\": \"%s\"}"
                .formatted("x".repeat(8190)))) {
      String json = "{\"metadata\": {%s}}".formatted(more);
      unchanged(record, RECORDS, () -> Wire.merge(stage.as(Cast.RENATE), record, json));
    }
  }

  @Test
  void noMachineAsksToForgetNorWhoHadAPartInIt() {
    GenericKubernetesResource record = record(stage.operator());
    String json = "{\"metadata\": {\"annotations\": {\"leasehold.dev/forget\": \"gone\"}}}";
    for (Person who : Cast.machines("guard-reviewers")) {
      unchanged(record, "leasehold-machines", () -> Wire.merge(stage.as(who), record, json));
    }
    Person asker = new Person("Leasehold-Canary", "guard-cast", "guard-reviewers");
    unchanged(record, "leasehold-forget", () -> Wire.merge(stage.as(asker), record, json));
  }

  /** Another admission policy may have added it: that keeps nobody's word from being heard. */
  @Test
  void askingToForgetMayComeWithAnnotationsAndLabelsOfOthers() {
    GenericKubernetesResource record = record(stage.operator());
    String json =
        """
        {"metadata": {"labels": {"seen": "true"}, "annotations": {"leasehold.dev/forget": "gone", "seen": "true"}}}
        """;
    Wire.merge(stage.as(Cast.RENATE), record, json);
    assertThat(meta(record).getAnnotations()).hasSize(3).containsKey("forget.leasehold.dev/1");
  }

  /** Each of them notes what it claims to own; the operator's own writes would not fit any more. */
  @Test
  void fieldManagersOfOthersAreNoWayToFillARecord() {
    GenericKubernetesResource record = record(stage.operator());
    String labels =
        IntStream.range(0, 64)
            .mapToObj(i -> "\"%s/%d\": \"x\"".formatted("l".repeat(60) + "." + "m".repeat(60), i))
            .collect(Collectors.joining(", ", "{\"metadata\": {\"labels\": {", "}}}"));
    Wire.merge(stage.operator(), record, labels);
    Wire.assertRefused(
            RECORDS,
            () -> {
              for (int manager = 0; manager < 20; manager++) {
                Wire.claim(stage.as(Cast.ANNA), stored(record), "manager-" + manager);
              }
            })
        .hasMessageContaining("at most 128 KiB");
    forget(record, Cast.RENATE, "gone");
  }

  @Test
  void nobodyElseWritesItsStatusOrDeletesIt() {
    GenericKubernetesResource record = record(stage.operator());
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA)) {
      KubernetesClient client = stage.as(powerful);
      unchanged(
          record,
          RECORDS,
          () -> Wire.mergeStatus(client, record, "{\"status\": {\"phase\": \"Active\"}}"));
      unchanged(record, RECORDS, () -> client.resource(record).delete());
    }
    stage.operator().resource(record).delete();
    Wire.merge(stage.operator(), record, "{\"metadata\": {\"finalizers\": null}}");
    Lab.await().until(() -> stage.operator().resource(record).get() == null);
  }

  @Test
  void twoPeopleMayAskToForgetARecord() {
    GenericKubernetesResource record = record(stage.operator());
    forget(record, Cast.RENATE, "the cluster is gone");
    unchanged(record, "leasehold-forget", () -> forget(record, Cast.RENATE, "again"))
        .hasMessageContaining("a second person has to");
    forget(record, Cast.RUDI, "I was there");
    String uid = meta(record).getUid();
    assertThat(meta(record).getAnnotations())
        .isEqualTo(
            Map.of(
                "forget.leasehold.dev/1",
                uid + " none - renate",
                "reason.leasehold.dev/forget-1",
                "the cluster is gone",
                "forget.leasehold.dev/2",
                uid + " none - rudi",
                "reason.leasehold.dev/forget-2",
                "I was there"));
  }

  @Test
  void forgettingTakesTheVerbByName() {
    GenericKubernetesResource record = record(stage.operator());
    for (Person other : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE, Cast.EVE)) {
      unchanged(record, "leasehold-forget", () -> forget(record, other, "gone"));
    }
    KubernetesClient account = stage.account("guard-gitops", "approver");
    unchanged(record, "leasehold-forget", () -> Wire.merge(account, record, forgetting("gone")))
        .hasMessageContaining("service accounts do not forget");
    unchanged(record, "leasehold-forget", () -> forget(record, Cast.RENATE, "a\u202Eb"));
    unchanged(record, "leasehold-forget", () -> forget(record, Cast.RENATE, " "));
  }

  @Test
  void nobodyForgetsWhatTheyHadAPartIn() {
    for (String part : List.of("requester", "applier", "approver")) {
      GenericKubernetesResource record = record(stage.operator(), part);
      unchanged(record, "leasehold-forget", () -> forget(record, Cast.RENATE, "fine"))
          .hasMessageContaining("had a part in");
      forget(record, Cast.RUDI, "gone");
    }
  }

  @Test
  void theOperatorNeitherForgesNorClearsWhoAskedToForget() {
    GenericKubernetesResource record = record(stage.operator());
    String forged =
        """
        {"metadata": {"annotations": {"forget.leasehold.dev/1": "%s none - renate",
                                      "reason.leasehold.dev/forget-1": "gone"}}}
        """
            .formatted(meta(record).getUid());
    unchanged(record, "leasehold-forget", () -> Wire.merge(stage.operator(), record, forged));
    forget(record, Cast.RENATE, "gone");
    Map<String, String> before = meta(record).getAnnotations();
    Wire.merge(stage.operator(), record, "{\"metadata\": {\"annotations\": null}}");
    assertThat(meta(record).getAnnotations()).isEqualTo(before).hasSize(2);
  }

  private static void forget(GenericKubernetesResource record, Person who, String why) {
    Wire.merge(stage.as(who), record, forgetting(why));
  }

  private static String forgetting(String why) {
    return Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(FORGET, why))));
  }

  private static GenericKubernetesResource record(KubernetesClient who) {
    return record(who, "");
  }

  /** A record in which renate has this part, or with this outcome. */
  private static GenericKubernetesResource record(KubernetesClient who, String part) {
    String uid = UUID.randomUUID().toString();
    String canary = new Canary(Stage.INSTALLATION).record(uid, "");
    GenericKubernetesResource record =
        Wire.parse(
            canary.replace(
                "\"leasehold-canary\", \"name\": \"canary\"",
                "\"payments\", \"name\": \"orders-reader\""));
    Map<String, Object> spec = record.get("spec");
    switch (part) {
      case "requester" -> spec.put("requester", Map.of("name", "renate", "claimed", false));
      case "applier" -> spec.put("applier", "renate");
      case "approver" ->
          spec.put(
              "approvals",
              List.of(
                  Map.of(
                      "approver", "renate",
                      "roles", List.of("owner"),
                      "offer", StagedRequest.DIGEST,
                      "at", "2026-01-01T00:00:00Z",
                      "method", "Annotation")));
      case "Denied", "Withdrawn" -> spec.put("outcome", part);
      default -> {}
    }
    record.getMetadata().setFinalizers(List.of("leasehold.dev/ending-proved"));
    return who.resource(record).create();
  }

  private static ObjectMeta meta(GenericKubernetesResource record) {
    return stored(record).getMetadata();
  }

  private static GenericKubernetesResource stored(GenericKubernetesResource object) {
    return stage.lab().adminClient().resource(object).get();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> unchanged(
      GenericKubernetesResource object, String policy, ThrowingCallable write) {
    String before = Serialization.asJson(stored(object));
    var refusal = Wire.assertRefused(policy, write);
    assertThat(Serialization.asJson(stored(object))).isEqualTo(before);
    return refusal;
  }

  private static void purge(GenericKubernetesResource record, Person who, String why) {
    String json =
        Serialization.asJson(
            Map.of("metadata", Map.of("annotations", Map.of("leasehold.dev/purge", why))));
    Wire.merge(stage.as(who), record, json);
  }

  @Test
  void twoPeopleMayAskToPurgeTheRecordOfARefusal() {
    GenericKubernetesResource record = record(stage.operator());
    purge(record, Cast.RENATE, "flood of Monday");
    unchanged(record, PURGE, () -> purge(record, Cast.RENATE, "again"))
        .hasMessageContaining("a second person has to");
    unchanged(
            record,
            PURGE,
            () -> purge(record, new Person("Renate", "guard-cast", REVIEWERS), "again"))
        .hasMessageContaining("a second person has to");
    purge(record, Cast.RUDI, "I saw it");
    String uid = meta(record).getUid();
    assertThat(meta(record).getAnnotations())
        .isEqualTo(
            Map.of(
                "purge.leasehold.dev/1",
                uid + " none - renate",
                "reason.leasehold.dev/purge-1",
                "flood of Monday",
                "purge.leasehold.dev/2",
                uid + " none - rudi",
                "reason.leasehold.dev/purge-2",
                "I saw it"));
    Map<String, String> before = meta(record).getAnnotations();
    Wire.merge(stage.operator(), record, "{\"metadata\": {\"annotations\": null}}");
    assertThat(meta(record).getAnnotations()).isEqualTo(before);
  }

  @Test
  void purgingTakesTheVerbByNameAndNobodyPurgesWhatTheyHadAPartIn() {
    GenericKubernetesResource record = record(stage.operator());
    for (Person other : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE, Cast.EVE)) {
      unchanged(record, PURGE, () -> purge(record, other, "gone"));
    }
    unchanged(record, PURGE, () -> purge(record, Cast.RENATE, "a\u202Eb"));
    String forged =
        """
        {"metadata": {"annotations": {"purge.leasehold.dev/1": "%s none - renate",
                                      "reason.leasehold.dev/purge-1": "gone"}}}
        """
            .formatted(meta(record).getUid());
    unchanged(record, PURGE, () -> Wire.merge(stage.operator(), record, forged));
    unchanged(record, PURGE, () -> Wire.merge(stage.as(Cast.RUDI), record, forged))
        .hasMessageContaining("only in your own name");
    for (Person who : Cast.machines(REVIEWERS)) {
      unchanged(record, "leasehold-machines", () -> purge(record, who, "gone"));
    }
    for (String part : List.of("requester", "applier", "approver")) {
      GenericKubernetesResource mine = record(stage.operator(), part);
      unchanged(mine, PURGE, () -> purge(mine, Cast.RENATE, "fine"))
          .hasMessageContaining("had a part in");
    }
  }

  /** What was denied, or taken back by somebody else, and what tells of a purge, is kept. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Denied | {}",
        "Withdrawn | {ending: {cause: Revoked, actor: rex, at: '2026-01-01T00:00:00Z'}}",
        "Rejected | {purged: {records: 1, requests: 1, by: [], lastAt: '2026-01-01T00:00:00Z'}}"
      })
  void onlyRefusalsArePurged(String outcome, String status) {
    GenericKubernetesResource record = record(stage.operator(), outcome);
    Wire.mergeStatus(
        stage.operator(),
        record,
        Serialization.asJson(Map.of("status", Wire.parse("status: " + status).get("status"))));
    unchanged(record, PURGE, () -> purge(record, Cast.RENATE, "gone"))
        .hasMessageContaining("kept for the chart's retention");
  }
}
