package dev.leasehold.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Pages;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordReader;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the sweep keeps of records that are not settled.
 *
 * @param live UIDs of requests whose records are not closed, or cannot be read
 * @param frozen who was offboarded
 */
record OpenRecords(List<Open> open, Set<String> live, Set<Subject> frozen) {
  /** All but those of which nothing is left to do; who was offboarded is among them. */
  private static final Pages.Of UNSETTLED =
      new Pages.Of(
          "/apis/leasehold.dev/v1alpha1/accessrecords",
          Optional.empty(),
          Optional.of("status.settled!=true"),
          100);

  /** Phases in which a record has nothing left that could end. */
  private static final Set<String> CLOSED = Set.of("Ended", "Forgotten", "Refused", "Reinstated");

  static OpenRecords read(Pages pages, KubernetesSerialization serialization, Instant now) {
    Set<String> live = new HashSet<>();
    Set<Subject> frozen = new HashSet<>();
    List<Open> open =
        pages.objects(UNSETTLED, item -> open(item, serialization, now, live, frozen));
    return new OpenRecords(open, live, frozen);
  }

  /** Until it is known to be closed it counts as live: what belongs to it is nobody's orphan. */
  private static Optional<Open> open(
      JsonNode item,
      KubernetesSerialization serialization,
      Instant now,
      Set<String> live,
      Set<Subject> frozen) {
    if (CLOSED.contains(item.path("status").path("phase").asText(""))) {
      return Optional.empty();
    }
    String request = item.path("spec").path("request").path("uid").asText("");
    live.add(request);
    AccessRecord record = serialization.convertValue(item, AccessRecord.class);
    if (OffboardingReader.frozen(record)) {
      frozen.add(OffboardingReader.identity(record));
    }
    if (RecordReader.standing(record) == Standing.CLOSED) {
      live.remove(request);
      return Optional.empty();
    }
    return Optional.of(Open.of(record, now));
  }
}
