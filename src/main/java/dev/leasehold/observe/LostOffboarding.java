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

  /**
   * Such an offboarding of a service account which asked for what the record grants. One that was
   * put back meanwhile counts too, if it is not later than the grant: this was decided when nobody
   * knew of it.
   */
  public static Optional<Freeze> ofAsker(AccessRecord record, ClusterView view) {
    return Stream.of(record.getSpec().requester().name(), record.getSpec().applier())
        .flatMap(name -> Subject.named(name).stream())
        .flatMap(asker -> view.tombstones().offboarded(asker).stream())
        .filter(said -> stands(record, view.offboarding(said.identity()), said))
        .findFirst();
  }

  private static boolean stands(AccessRecord grant, Optional<AccessRecord> record, Freeze said) {
    return of(record, Optional.of(said)).isPresent()
        || (record.filter(OffboardingReader::frozen).isPresent()
            && !seconds(said.since().orElse(Instant.MIN)).isAfter(created(grant)));
  }

  private static Instant created(AccessRecord record) {
    return Optional.ofNullable(record.getMetadata().getCreationTimestamp())
        .map(Instant::parse)
        .orElse(Instant.MAX);
  }

  /** As records have times. */
  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
