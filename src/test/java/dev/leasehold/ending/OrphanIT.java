package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What bears our mark and belongs to no live record is swept. */
final class OrphanIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  /** G4; a round every 15 s. */
  private static final Duration SWEPT = Duration.ofSeconds(60);

  @Test
  void whatBelongsToNoLiveRecordIsSwept() {
    Scene scene = Scene.set(LAB.lab(), Terms.automatic());
    Asked kept = scene.asks("nightly", "1h").active();
    String uid = UUID.randomUUID().toString();
    Orphans.planted(scene, uid);
    // One of them may be swept already while the others are made.
    Lab.await().atMost(SWEPT).until(() -> Books.marked(LAB.lab(), uid).isEmpty());
    assertThat(Books.marked(LAB.lab(), kept.uid())).hasSize(4);
  }
}
