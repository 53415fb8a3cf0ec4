package dev.leasehold.grant;

import dev.leasehold.grant.Access.Taken;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Gathers what taking back has proved, by target, and the first thing that may be left. */
final class TakingBack {
  private static final Logger LOG = Logger.getLogger(TakingBack.class);

  private final Map<String, String> proofs = new LinkedHashMap<>();
  private Optional<Reason> left = Optional.empty();

  TakingBack() {}

  TakingBack(Taken before) {
    proofs.putAll(before.proofs());
    left = before.left();
  }

  /** Does one act; not even a bug in it keeps the others from being done. */
  void of(String target, Supplier<Removal> act) {
    switch (attempt(target, act)) {
      case Removal.Gone(String proof) -> proofs.merge(target, proof, TakingBack::both);
      case Removal.Left(Reason reason) -> left = left.isPresent() ? left : Optional.of(reason);
    }
  }

  Taken soFar() {
    return new Taken(proofs, left);
  }

  private static Removal attempt(String target, Supplier<Removal> act) {
    try {
      return act.get();
    } catch (RuntimeException e) {
      LOG.errorf(e, "target=%s could not be taken back", target);
      return new Removal.Left(
          new Reason(
              ReasonCode.TAKING_BACK_FAILED, "target " + target + " could not be taken back"));
    }
  }

  private static String both(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
  }
}
