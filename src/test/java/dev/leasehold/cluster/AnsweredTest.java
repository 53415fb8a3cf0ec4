package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.Written;
import dev.leasehold.grant.Unavailable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Records need not be kept to know what was answered. */
class AnsweredTest {
  private final Answered answered = new Answered(Duration.ofMillis(20));

  private static AccessRequest request(String name) {
    AccessRequest request = Written.request("u2");
    request.getMetadata().setName(name);
    return request;
  }

  private static AccessRecord record(String name) {
    return Serialization.unmarshal(
        Serialization.asJson(Written.granted("u1", "Ended", "RoleBinding"))
            .replace("\"name\":\"report\"", "\"name\":\"" + name + "\""),
        AccessRecord.class);
  }

  @Test
  void nothingIsSaidBeforeAllRecordsWereRead() {
    answered.begin();
    answered.add(record("report"));
    assertThatThrownBy(() -> answered.mayHave(request("report"), "x"))
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.reason().code()).hasToString("RecordsUnread"));
    answered.complete();
    assertThat(answered.mayHave(request("report"), "x")).isTrue();
    assertThat(answered.mayHave(request("other"), "x")).isFalse();
    assertThat(answered.mayHave(request("report"), "y")).isFalse();
  }

  @Test
  void whatWasAddedWhileAllWereReadAgainStaysAndWhatIsGoneDoesNot() {
    answered.begin();
    answered.add(record("old"));
    answered.complete();
    answered.begin();
    answered.add(record("new"));
    assertThat(answered.mayHave(request("old"), "x")).isTrue();
    answered.complete();
    assertThat(answered.mayHave(request("new"), "x")).isTrue();
    assertThat(answered.mayHave(request("old"), "x")).isFalse();
  }

  @Test
  void aRequestsOwnRecordDoesNotAnswerIt() {
    assertThat(Answered.same(record("report"), request("report"), "x")).isTrue();
    assertThat(Answered.same(record("report"), Written.request("u1"), "x")).isFalse();
    assertThat(Answered.same(record("report"), request("report"), "y")).isFalse();
  }

  @Test
  void manyAreAllFound() {
    Hashes hashes = new Hashes();
    for (long i = 1; i <= 10_000; i++) {
      hashes.add(i * 0x9e3779b97f4a7c15L);
      hashes.add(i * 0x9e3779b97f4a7c15L);
    }
    assertThat(hashes.size()).isEqualTo(10_000);
    for (long i = 1; i <= 10_000; i++) {
      assertThat(hashes.has(i * 0x9e3779b97f4a7c15L)).isTrue();
    }
    assertThat(hashes.has(5)).isFalse();
  }
}
