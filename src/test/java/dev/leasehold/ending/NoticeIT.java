package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.MailServer;
import dev.leasehold.notice.Notice;
import dev.leasehold.notice.RecordNotices;
import dev.leasehold.notice.RequestNotices;
import io.fabric8.kubernetes.api.model.StatusDetails;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told what happens, by a sink of the chart: from request to end, whatever breaks. */
@InItsOwnLab
final class NoticeIT {
  private static final String KEY = "a key of the tests";

  /** Requests that live side by side; more of them as a command of its own. */
  private static final int LIVES = Integer.getInteger("notices.lives", 20);

  @TempDir Path secrets;

  @Test
  void aSinkHearsOfAllThoughItWasDownAndTheOperatorDiedMeanwhile()
      throws IOException, GeneralSecurityException {
    Files.writeString(Files.createDirectory(secrets.resolve("all")).resolve("signingKey"), KEY);
    try (Hook hook = new Hook();
        MailServer mails = new MailServer(MailServer.Speech.PLAIN);
        OwnLab own = OwnLab.start(LabOptions.ordinary(), values(hook, mails), environment())) {
      Scene scene = Scene.set(own.lab(), Terms.approved());
      Asked first = scene.asks("first", "1h");
      Lab.await().until(() -> hook.about(first.uid()).contains("needs-approval"));
      explains(hook.taken.getFirst(), first);
      Lab.await().until(() -> !mails.taken.isEmpty());
      assertThat(mails.taken.getFirst().text())
          .contains(
              "Subject: [leasehold] " + scene.name() + "/first waits for approval",
              "adds shop: get, list configmaps",
              "kubectl leasehold approve first -n " + scene.name());
      first.approved().active();
      Lab.await().until(() -> hook.about(first.uid()).contains("active"));
      String token = first.token();
      hook.up(false);
      first.revoked();
      first.ended(EndingCause.Withdrawn);
      Asked second = scene.asks("second", "1h");
      second.awaits(RequestPhase.AwaitingApproval);
      own.operator().kill();
      hook.up(true);
      own.operator().restart();
      Lab.await()
          .untilAsserted(
              () -> {
                assertThat(hook.about(first.uid()))
                    .containsExactly("needs-approval", "approved", "active", "ended");
                assertThat(hook.about(second.uid())).containsExactly("needs-approval");
              });
      assertThat(hook.taken).noneMatch(call -> call.body().contains(token));
      Lab.await()
          .until(
              () ->
                  own.operator()
                      .answer("/q/metrics")
                      .body()
                      .contains("leasehold_notices_sent_total{sink=\"all\"}"));
      assertThat(own.operator().terminate()).isIn(0, 143);
      assertThat(kept(own.lab())).contains(second.uid());
      told(hook, own, second);
      everyTransitionArrives(hook, scene);
    }
  }

  /** Of requests that end in different ways, at a sink two in five of whose answers are no. */
  private static void everyTransitionArrives(Hook hook, Scene scene) {
    hook.fail();
    List<Asked> all = IntStream.range(0, LIVES).mapToObj(i -> lived(scene, i)).toList();
    Set<String> uids = all.stream().map(Asked::uid).collect(Collectors.toSet());
    Lab.await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () -> {
              Set<String> expected = standing(scene, uids);
              Set<String> heard = hook.ids(uids);
              assertThat(heard).containsAll(expected);
              // An offer is told by a request alone, and that may be gone.
              heard.removeAll(expected);
              assertThat(heard).allMatch(id -> id.contains(".needs-approval."));
              assertThat(expected).filteredOn(id -> id.endsWith(".ended")).hasSize(2 * LIVES / 5);
            });
  }

  private static Asked lived(Scene scene, int number) {
    Asked asked = scene.asks("life-" + number, number % 5 == 0 ? "9h" : "1h");
    switch (number % 5) {
      case 0 -> asked.awaits(RequestPhase.Rejected);
      case 1 -> {
        asked.awaits(RequestPhase.AwaitingApproval);
        asked.annotate(Scene.OWNER, "leasehold.dev/deny", "not today");
      }
      case 2 -> {
        asked.awaits(RequestPhase.AwaitingApproval);
        asked.revoked();
      }
      case 3 -> asked.approved().active().revoked();
      default -> {
        List<StatusDetails> gone = asked.approved().active().as(Scene.ASKER).delete();
        assertThat(gone).isNotEmpty();
      }
    }
    return asked;
  }

  /** The IDs of all that can be told of these from what stands in the cluster. */
  private static Set<String> standing(Scene scene, Set<String> uids) {
    Instant now = Instant.now();
    Stream<Notice> ofRequests =
        scene
            .admin()
            .resources(AccessRequest.class)
            .inNamespace(scene.name())
            .list()
            .getItems()
            .stream()
            .filter(request -> uids.contains(request.getMetadata().getUid()))
            .flatMap(request -> RequestNotices.of(request).stream());
    Stream<Notice> ofRecords =
        scene.admin().resources(AccessRecord.class).list().getItems().stream()
            .filter(record -> uids.contains(record.getSpec().request().uid()))
            .flatMap(record -> RecordNotices.of(record, now).stream());
    return Stream.concat(ofRequests, ofRecords).map(Notice::id).collect(Collectors.toSet());
  }

  /** After an orderly restart nothing is told twice. */
  private static void told(Hook hook, OwnLab own, Asked second) {
    int before = hook.taken.size();
    own.operator().restart();
    second.approved().active();
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(hook.about(second.uid()))
                    .containsExactly("needs-approval", "approved", "active"));
    assertThat(hook.taken.subList(before, hook.taken.size()))
        .extracting(call -> call.event().path("id").asText())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith(second.uid()))
        .noneMatch(id -> id.contains("needs-approval"));
  }

  private static void explains(Hook.Call call, Asked asked) throws GeneralSecurityException {
    JsonNode event = call.event();
    assertThat(event.path("type").asText()).isEqualTo("dev.leasehold.notice.needs-approval");
    assertThat(event.path("source").asText()).matches("urn:uuid:[0-9a-f-]{36}");
    assertThat(event.path("subject").asText())
        .isEqualTo("accessrequests/" + asked.scene().name() + "/first");
    JsonNode data = event.path("data");
    assertThat(data.at("/requester/name").asText()).isEqualTo(Scene.ASKER.name());
    assertThat(data.at("/requester/claimed").asBoolean()).isFalse();
    assertThat(data.path("workload").asText()).isEqualTo(asked.scene().name() + "/worker");
    assertThat(data.at("/adds/0").asText()).startsWith("adds shop: get, list configmaps");
    assertThat(data.path("deadline").asText()).isNotEmpty();
    assertThat(data.path("command").asText())
        .isEqualTo("kubectl leasehold approve first -n " + asked.scene().name());
    assertThat(call.headers().getFirst("webhook-signature")).isEqualTo(signature(call));
  }

  private static String signature(Hook.Call call) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed =
        String.join(
            ".",
            List.of(
                call.headers().getFirst("webhook-id"),
                call.headers().getFirst("webhook-timestamp"),
                call.body()));
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> values(Hook hook, MailServer mails) {
    return Map.of(
        "notices.sinks[0].name", "all",
        "notices.sinks[0].url", hook.url(),
        "notices.sinks[0].secretName", "hook",
        "notices.sinks[1].name", "owners",
        "notices.sinks[1].format", "Mail",
        "notices.sinks[1].url", mails.url().toString(),
        "notices.sinks[1].from", "leasehold@example.com",
        "notices.sinks[1].to", "owners@example.com");
  }

  private Map<String, String> environment() {
    return Map.of("LEASEHOLD_NOTICES_SECRETS", secrets.toString());
  }

  private static String kept(Lab lab) {
    return lab.adminClient()
        .configMaps()
        .inNamespace("leasehold-system")
        .withName("leasehold-notices")
        .require()
        .getData()
        .getOrDefault("all", "");
  }
}
