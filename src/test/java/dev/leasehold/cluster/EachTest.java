package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.controller.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A process that begins to lead goes through all there is, and must not stop at one. */
class EachTest {
  @Test
  void oneThatCannotBeReadKeepsNoOtherFromItsTurn() {
    List<String> done = new ArrayList<>();
    Each.of(
        Stream.of("2026-02-28T08:00:00Z", "2026-02-30T08:00:00Z", "2026-03-01T08:00:00Z")
            .map(EachTest::since),
        record -> {
          Instant _ = Instant.parse(record.getMetadata().getCreationTimestamp());
          done.add(record.getMetadata().getName());
        });
    assertThat(done).containsExactly("2026-02-28T08:00:00Z", "2026-03-01T08:00:00Z");
  }

  private static AccessRecord since(String time) {
    AccessRecord record = Written.granted("u1", "Active", "RoleBinding");
    record.getMetadata().setName(time);
    record.getMetadata().setCreationTimestamp(time);
    return record;
  }
}
