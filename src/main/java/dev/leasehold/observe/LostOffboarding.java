package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which offboardings the cluster lost, as it was put back to before them. */
public final class LostOffboarding {
  private LostOffboarding() {}

  /**
   * What the evidence log says of an offboarding, if the record knows nothing of it.
   *
   * @param said the latest in the log
   */
  public static Optional<Freeze> of(Optional<AccessRecord> record, Optional<Freeze> said) {
    return said.filter(
        freeze ->
            record
                .flatMap(OffboardingReader::offboarding)
                .map(o -> Instant.parse(o.at()))
                .filter(at -> !at.isBefore(seconds(freeze.since().orElse(Instant.MIN))))
                .isEmpty());
  }

  /** Such an offboarding of a service account which asked for what the record grants. */
  public static Optional<Freeze> ofAsker(AccessRecord record, ClusterView view) {
    return Stream.of(record.getSpec().requester().name(), record.getSpec().applier())
        .flatMap(name -> Subject.named(name).stream())
        .flatMap(asker -> view.tombstones().offboarded(asker).stream())
        .filter(said -> of(view.offboarding(said.identity()), Optional.of(said)).isPresent())
        .findFirst();
  }

  /** As records have times. */
  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
