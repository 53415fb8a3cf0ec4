package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.OfferTarget;
import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ends access should the operator not be there to take it back. */
final class Backstops {
  private Backstops() {}

  /** Told where a token cannot end with the window, since none is minted for less than 10 min. */
  static @Nullable String lastEnd(Entitlement entitlement, Window window) {
    List<Target> tokens =
        entitlement.targets().stream()
            .filter(Target.ServiceAccountToken.class::isInstance)
            .toList();
    Instant backstop = Rotation.backstopAt(window);
    return tokens.isEmpty() || backstop.equals(window.end().plus(Rotation.LEEWAY))
        ? null
        : Times.seconds(backstop);
  }

  /** Of each target. */
  static List<OfferTarget> targets(Entitlement entitlement) {
    return entitlement.targets().stream()
        .map(target -> new OfferTarget(target.name(), RecordedTargets.backstop(target)))
        .toList();
  }
}
