package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.Forgetting;
import dev.leasehold.api.v1alpha1.Purged;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Machines;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.observe.KeepingReader;
import dev.leasehold.status.RecordStatusWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is purged is counted before it goes, by whom and why. */
class PurgingTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final Told told = new Told();
  private final Store store = new Store(api.client(), caches, (request, entry) -> {});
  private Guard guard = new Guard.Live("f");
  private final Purging purging =
      new Purging(store, caches, told, new Entries(new Journal.None()), () -> guard);

  @AfterEach
  void stop() {
    api.close();
  }

  private AccessRecord refusal(int number, int repeated, Map<String, String> annotations) {
    AccessRecord record =
        Serialization.unmarshal(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: AccessRecord
            metadata:
              name: ar-u%1$d
              uid: r-%1$d
              finalizers: [leasehold.dev/ending-proved]
            spec:
              outcome: Rejected
              request: {namespace: payments, name: report, uid: u%1$d, requestId: "", specDigest: x}
              requester: {name: rita, claimed: false}
              applier: rita
              subject: {namespace: payments, serviceAccountName: nightly}
              entitlement: {catalog: payments, name: orders-reader}
            status:
              phase: Refused
              endedAt: "2026-12-01T06:00:00Z"
              settled: true
              keptSince: "2026-12-01T07:00:00Z"
              retainUntil: "2026-12-08T07:00:00Z"
              %2$s
            """
                .formatted(
                    number,
                    repeated == 0
                        ? ""
                        : "refusals: {count: " + repeated + ", lastAt: \"2026-12-01T07:00:00Z\"}"),
            AccessRecord.class);
    record.getMetadata().setAnnotations(annotations);
    api.put(Written.RECORDS + "ar-u" + number, record);
    return there(number);
  }

  private AccessRecord there(int number) {
    return api.get(Written.RECORDS + "ar-u" + number, AccessRecord.class);
  }

  private Purged purged(int number) {
    return Objects.requireNonNull(Objects.requireNonNull(there(number).getStatus()).purged());
  }

  private static Map<String, String> asked(int number, String... people) {
    Map<String, String> annotations = new HashMap<>();
    for (int i = 1; i <= people.length; i++) {
      annotations.put("purge.leasehold.dev/" + i, "r-" + number + " none - " + people[i - 1]);
      annotations.put("reason.leasehold.dev/purge-" + i, "flood");
    }
    return annotations;
  }

  private void purge(AccessRecord record) {
    List<Stamp> people = KeepingReader.read(record, Persons.PLAIN).purges();
    assertThat(people).hasSize(2);
    purging.purge(record, people, NOW);
  }

  @Test
  void theFirstStaysAndCountsTheOthersWhichGo() {
    purge(refusal(1, 4, asked(1, "olga", "sven")));
    assertThat(purged(1).records()).isEqualTo(1);
    assertThat(purged(1).requests()).isEqualTo(5);
    assertThat(purged(1).by())
        .extracting(Forgetting::actor, Forgetting::message)
        .containsExactlyInAnyOrder(tuple("olga", "flood"), tuple("sven", "flood"));
    purge(refusal(2, 0, asked(2, "sven", "olga")));
    purge(refusal(3, 1, asked(3, "olga", "sven")));
    assertThat(api.has(Written.RECORDS + "ar-u2")).isFalse();
    assertThat(api.has(Written.RECORDS + "ar-u3")).isFalse();
    assertThat(purged(1).records()).isEqualTo(3);
    assertThat(purged(1).requests()).isEqualTo(8);
    assertThat(caches.record("ar-u1")).as("nothing is kept in memory").isEmpty();
    purge(refusal(4, 0, asked(4, "olga", "paul")));
    assertThat(purged(4).records()).as("other people").isEqualTo(1);
    assertThat(told.heard)
        .containsExactly("purged ar-u1", "purged ar-u2", "purged ar-u3", "purged ar-u4");
  }

  @Test
  void whatTellsOfAPurgeIsKeptLikeAGrantAndPurgedByNobody() {
    purge(refusal(1, 0, asked(1, "olga", "sven")));
    AccessRecord summary = there(1);
    assertThat(KeepingReader.read(summary, Persons.PLAIN).purges()).isEmpty();
    assertThat(KeepingReader.read(summary, Persons.PLAIN).brief()).isFalse();
    assertThat(KeepingReader.read(summary, Persons.PLAIN).promised())
        .as("the short promise holds no more")
        .isEqualTo(Optional.empty());
  }

  @Test
  void onePersonIsNotEnoughNorWhoHadAPartInItNorAMachine() {
    for (String second : List.of("OLGA", "rita", "Rita", "system:serviceaccount:ci:bot")) {
      AccessRecord record = refusal(1, 0, asked(1, "olga", second));
      assertThat(KeepingReader.read(record, Persons.PLAIN).purges()).as(second).isEmpty();
      assertThat(uncounted(record, Persons.PLAIN)).contains('"' + second + '"');
    }
    assertThat(KeepingReader.read(refusal(1, 0, asked(2, "olga", "sven")), Persons.PLAIN).purges())
        .as("stamped for another record")
        .isEmpty();
  }

  /** The guard compares names as they are written, so it lets both stamps pass. */
  @Test
  void twoNamesOfOnePersonAreSaidToBeOneUntilASecondPersonAsks() {
    Persons persons =
        Persons.of(
            List.of(List.of("olga", "o.larsen@corp"), List.of("rita", "r.meyer@corp")),
            Machines.NONE);
    AccessRecord record = refusal(1, 0, asked(1, "olga", "o.larsen@corp"));
    assertThat(KeepingReader.read(record, persons).purges()).isEmpty();
    assertThat(uncounted(record, persons))
        .isEqualTo(
            "\"olga\" and \"o.larsen@corp\" are one person; purging takes two people who had no"
                + " part in it: have another one annotate leasehold.dev/purge");
    record.setStatus(RecordStatusWriter.uncounted(record, why(record, persons).get(), NOW));
    assertThat(why(record, persons)).as("told once").isEmpty();
    assertThat(Objects.requireNonNull(record.getStatus()).conditions())
        .anyMatch(
            c ->
                c.getType().equals("PurgeCounted")
                    && c.getStatus().equals("False")
                    && c.getMessage().contains("are one person"));
    AccessRecord own = refusal(2, 0, asked(2, "r.meyer@corp"));
    assertThat(uncounted(own, persons)).contains("\"r.meyer@corp\" had a part in it");
    record.getMetadata().setAnnotations(asked(1, "olga", "o.larsen@corp", "sven"));
    assertThat(why(record, persons)).isEmpty();
    List<Stamp> people = KeepingReader.read(record, persons).purges();
    assertThat(people).extracting(Stamp::user).containsExactly("olga", "sven");
    assertThat(RecordStatusWriter.purged(record, people, NOW).conditions())
        .anyMatch(c -> c.getType().equals("PurgeCounted") && c.getStatus().equals("True"));
    assertThat(why(refusal(3, 0, asked(3, "olga")), persons)).as("waits for one more").isEmpty();
  }

  private static Optional<Reason> why(AccessRecord record, Persons persons) {
    return KeepingReader.read(record, persons).uncounted();
  }

  private static String uncounted(AccessRecord record, Persons persons) {
    return why(record, persons).orElseThrow().message();
  }

  @Test
  void nothingIsPurgedWhileTheGuardIsNotProved() {
    AccessRecord record = refusal(1, 0, asked(1, "olga", "sven"));
    guard = new Guard.Unproved(new Reason(ReasonCode.APPROVAL_UNATTESTED, "off"));
    assertThatThrownBy(() -> purge(record)).isInstanceOf(Unavailable.class);
    assertThat(there(1)).isEqualTo(record);
  }
}
