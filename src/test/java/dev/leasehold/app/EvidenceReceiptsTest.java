package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EvidenceEntry;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.Receipt;
import dev.leasehold.evidence.TreeHash;
import dev.leasehold.model.RequestRef;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A record has where its entries are, few of them, and no write is made for that. */
class EvidenceReceiptsTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00Z");

  private final EvidenceReceipts receipts = new EvidenceReceipts();

  private void entered(String uid, long... indexes) {
    for (long index : indexes) {
      RequestRef request = new RequestRef("payments", "nightly", uid);
      receipts.add(
          new Event(EventKind.PROVISIONED, AT, request, "5f".repeat(32), Facts.none(), false),
          new Receipt(index, TreeHash.leaf(new byte[] {(byte) index}), index + 1));
    }
  }

  /** Verifiers take it for an entry of another request, as they know of none of that UID. */
  @Test
  void whatTheSweepRemovedIsInNoRecordWhateverItsMarkNames() {
    RequestRef named = new RequestRef("payments", "nightly", "u1");
    receipts.add(
        new Event(EventKind.ORPHAN_REMOVED, AT, named, "5f".repeat(32), Facts.none(), false),
        new Receipt(5, TreeHash.leaf(new byte[] {5}), 6));
    entered("u1", 7);
    assertThat(indexes(located(record("u1")))).containsExactly(7L);
  }

  private static AccessRecord record(String uid) {
    return Serialization.unmarshal(
        "{\"kind\": \"AccessRecord\", \"apiVersion\": \"leasehold.dev/v1alpha1\","
            + " \"metadata\": {\"name\": \"ar-"
            + uid
            + "\"}, \"status\": {}}",
        AccessRecord.class);
  }

  private AccessRecordStatus located(AccessRecord record) {
    AccessRecordStatus status = receipts.located(record, status(record));
    record.setStatus(status);
    return status;
  }

  private static AccessRecordStatus status(AccessRecord record) {
    return Objects.requireNonNull(record.getStatus());
  }

  private static List<Long> indexes(AccessRecordStatus status) {
    return status.evidence().stream().map(EvidenceEntry::index).toList();
  }

  @Test
  void entriesOfItsOwnRequestComeInOnce() {
    AccessRecord record = record("u1");
    AccessRecordStatus before = record.getStatus();
    assertThat(located(record)).isSameAs(before);
    entered("u1", 7, 9);
    entered("u2", 8);
    assertThat(indexes(located(record))).containsExactly(7L, 9L);
    EvidenceEntry first = status(record).evidence().getFirst();
    assertThat(first.digest()).isEqualTo(TreeHash.leaf(new byte[] {7}).toString());
    assertThat(first.size()).isEqualTo(8);
    assertThat(first.at()).isEqualTo("2026-12-01T08:00:00Z");
    AccessRecordStatus again = record.getStatus();
    assertThat(located(record)).isSameAs(again);
  }

  @Test
  void theFirstAndTheLatestStay() {
    AccessRecord record = record("u1");
    for (long i = 0; i < 30; i++) {
      entered("u1", i);
      AccessRecordStatus _ = located(record);
    }
    assertThat(indexes(located(record))).containsExactly(0L, 1L, 24L, 25L, 26L, 27L, 28L, 29L);
  }

  @Test
  void whatIsNotHeardOfForLongIsForgotten() {
    entered("u0", 1);
    for (int i = 1; i <= 1024; i++) {
      entered("u" + i, i + 1);
    }
    assertThat(indexes(located(record("u0")))).isEmpty();
    assertThat(indexes(located(record("u1024")))).containsExactly(1025L);
  }
}
