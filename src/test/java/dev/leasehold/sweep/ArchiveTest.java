package dev.leasehold.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.RecordPages;
import dev.leasehold.controller.FakeApi;
import dev.leasehold.controller.Written;
import dev.leasehold.lifecycle.Retention;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that are in no cache are seen to nevertheless. */
class ArchiveTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final Set<String> requests = new TreeSet<>();
  private final List<String> looked = new ArrayList<>();
  private boolean lettingGo = true;
  private final Archive archive =
      new Archive(
          new RecordPages(api.client()),
          caches,
          requests::contains,
          looked::add,
          new Retention(Duration.ofDays(90), Duration.ofHours(1)),
          () -> lettingGo,
          InstantSource.fixed(NOW));

  @AfterEach
  void stop() {
    archive.close();
    api.close();
  }

  private AccessRecord there(String uid, String status) {
    AccessRecord record =
        Serialization.unmarshal(
            Serialization.asJson(Written.granted(uid, "Ended", "RoleBinding"))
                .replace("\"phase\":\"Ended\"", "\"phase\":\"Ended\"" + status),
            AccessRecord.class);
    api.put(Written.RECORDS + "ar-" + uid, record);
    return api.get(Written.RECORDS + "ar-" + uid, AccessRecord.class);
  }

  @Test
  void onlySettledOnesWhoseRequestIsGoneAreLookedAtAndNotBeforeTheirTime() {
    requests.add("u1");
    there("u1", ",\"settled\":true");
    there("u2", ",\"settled\":true");
    there("u3", ",\"settled\":true,\"retainUntil\":\"2026-12-01T09:00:01Z\"");
    there("u4", ",\"settled\":true,\"retainUntil\":\"2026-12-01T09:00:00Z\"");
    there("u5", "");
    assertThat(archive.round()).isTrue();
    assertThat(looked).containsExactly("ar-u2", "ar-u4");
  }

  /** As when retention was lowered since. */
  @Test
  void whatIsToBeKeptForLessThanItSaysIsLookedAt() {
    String until = ",\"settled\":true,\"retainUntil\":\"2027-03-01T08:00:00Z\"";
    there("u1", until + ",\"keptSince\":\"2026-12-01T08:00:00Z\"");
    there("u2", until + ",\"keptSince\":\"2026-11-01T08:00:00Z\"");
    there("u3", until);
    refused("u4", until + ",\"keptSince\":\"2026-12-01T08:30:00Z\"");
    refused("u5", until + ",\"keptSince\":\"2026-12-01T07:30:00Z\"");
    archive.round();
    assertThat(looked).containsExactly("ar-u2", "ar-u4", "ar-u5");
  }

  /** Each would be refused, and asked for once more soon. */
  @Test
  void whileNoneMayGoOnlyTheOthersAreLookedAt() {
    lettingGo = false;
    String over =
        ",\"settled\":true,\"keptSince\":\"2026-08-01T09:00:00Z\",\"retainUntil\":\"2026-10-30T09:00:00Z\"";
    there("u1", over);
    there("u2", ",\"settled\":true");
    assertThat(archive.round()).isTrue();
    assertThat(looked).containsExactly("ar-u2");
    lettingGo = true;
    assertThat(archive.round()).isTrue();
    assertThat(looked).containsExactly("ar-u2", "ar-u1", "ar-u2");
  }

  @Test
  void anErrorInOneRoundIsFollowedByTheNext() {
    requests.add("u1");
    there("u1", ",\"settled\":true");
    try (Archive broken =
        new Archive(
            new RecordPages(api.client()),
            caches,
            uid -> {
              throw new StackOverflowError("once");
            },
            looked::add,
            new Retention(Duration.ofDays(90), Duration.ofHours(1)),
            () -> true,
            InstantSource.fixed(NOW))) {
      assertThat(broken.round()).isFalse();
    }
  }

  @Test
  void whereMoreIsDueThanIsDoneInOneRoundTheNextComesSoon() {
    IntStream.range(0, 499).forEach(i -> there("u" + i, ",\"settled\":true"));
    archive.round();
    assertThat(archive.pause()).isEqualTo(Archive.EVERY);
    there("u499", ",\"settled\":true");
    archive.round();
    assertThat(archive.pause()).isLessThan(Duration.ofSeconds(30));
  }

  private void refused(String uid, String status) {
    AccessRecord record = there(uid, status);
    String text = Serialization.asJson(record).replace("Granted", "Rejected");
    api.put(Written.RECORDS + "ar-" + uid, Serialization.unmarshal(text, AccessRecord.class));
  }

  @Test
  void whatWasAnsweredIsKnownAfterOneRound() {
    there("u1", ",\"settled\":true");
    archive.round();
    assertThat(caches.answered().mayHave(Written.request("u2"), "x")).isTrue();
    assertThat(caches.answered().mayHave(Written.request("u2"), "y")).isFalse();
  }

  @Test
  void whatWasWrittenAndIsNotThereAnyMoreIsForgotten() {
    AccessRecord there = there("u1", "");
    caches.wrote(there);
    AccessRecord gone = Written.granted("u2", "Active", "RoleBinding");
    caches.wrote(gone);
    archive.round();
    assertThat(caches.record("ar-u1")).contains(there);
    assertThat(caches.record("ar-u2")).isEmpty();
  }

  @Test
  void whereNotAllCouldBeReadNothingIsConcluded() {
    caches.wrote(Written.granted("u2", "Active", "RoleBinding"));
    there("u3", ",\"settled\":true");
    api.failing("GET " + Written.RECORDS.substring(0, Written.RECORDS.length() - 1), 503);
    assertThat(archive.round()).isFalse();
    assertThat(caches.record("ar-u2")).isPresent();
    assertThat(looked).isEmpty();
  }
}
