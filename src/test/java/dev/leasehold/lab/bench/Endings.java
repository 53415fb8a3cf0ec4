package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.RequestPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long endings take, one after the other. */
final class Endings {
  private static final int LIVES = 20;

  private Endings() {}

  /** From each revocation until the request said that nothing is left; names begin with this. */
  static Figures of(Ground ground, String prefix) {
    List<Long> ended = new ArrayList<>();
    for (int i = 0; i < LIVES; i++) {
      String name = prefix + "-" + i;
      ground.subject(name);
      ground.ask(name, "auto", Duration.ofHours(1), Optional.empty());
      ground.await(name, RequestPhase.Active);
      ground.revoke(name);
      long revoked = System.nanoTime();
      ground.await(name, RequestPhase.Withdrawn);
      ended.add(System.nanoTime() - revoked);
    }
    return Figures.ofNanos(ended);
  }
}
