package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EvidenceEntry;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.LatestUsed;
import dev.leasehold.evidence.Receipt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where the newest entries about requests are, for their records. What a record does not say before
 * it is forgotten here is in the log all the same.
 */
final class EvidenceReceipts {
  /** Records of which it is remembered; those that were heard of last. */
  private static final int RECORDS = 1024;

  /** The first entries that a record keeps, and the latest. */
  private static final int FIRST = 2;

  private static final int LATEST = 6;

  private final Map<String, List<EvidenceEntry>> newest = new LatestUsed<>(RECORDS);

  /** Of what the sweep removed its mark may name any request, and nothing is known of that. */
  synchronized void add(Event event, Receipt receipt) {
    if (event.kind() == EventKind.ORPHAN_REMOVED) {
      return;
    }
    EvidenceEntry entry =
        new EvidenceEntry(
            receipt.index(), receipt.leafHash().toString(), event.at().toString(), receipt.size());
    List<EvidenceEntry> entries =
        new ArrayList<>(newest.getOrDefault(event.request().recordName(), List.of()));
    entries.add(entry);
    newest.put(
        event.request().recordName(),
        List.copyOf(entries.subList(Math.max(0, entries.size() - LATEST), entries.size())));
  }

  /** The status with these entries too. */
  synchronized AccessRecordStatus located(AccessRecord record, AccessRecordStatus status) {
    List<EvidenceEntry> entries = new ArrayList<>(status.evidence());
    newest.getOrDefault(record.getMetadata().getName(), List.of()).stream()
        .filter(entry -> entries.stream().noneMatch(e -> e.index() == entry.index()))
        .forEach(entries::add);
    if (entries.size() == status.evidence().size()) {
      return status;
    }
    entries.sort(Comparator.comparingLong(EvidenceEntry::index));
    if (entries.size() > FIRST + LATEST) {
      entries.subList(FIRST, entries.size() - LATEST).clear();
    }
    return status.located(List.copyOf(entries));
  }
}
