package dev.leasehold.grant;

import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Hands out and takes back whole grants: all of their targets, or none. */
public final class Access {
  private final List<Provisioner> provisioners;
  private final Delivery delivery;
  private final Seen seen;

  /**
   * @param seen what was last seen at other systems, which are not asked at each look
   */
  public Access(List<Provisioner> provisioners, Delivery delivery, Seen seen) {
    this.provisioners = List.copyOf(provisioners);
    this.delivery = delivery;
    this.seen = seen;
  }

  /** What was last seen of a target at another system. */
  @FunctionalInterface
  public interface Seen {
    Condition of(Grant grant, Target target, Holdings known);
  }

  /** What exists after handing out. */
  public record Provided(Map<String, Holdings> holdings, Optional<ObjectRef> delivered) {}

  /** Whether another system than the API server takes part. */
  public boolean isRemote(Grant grant) {
    return grant.targets().stream().anyMatch(target -> serving(target).remote());
  }

  /**
   * Makes what lasts for the window, by target. Remote ones are asked first: where they are down
   * nothing else is begun.
   */
  public Outcome<Map<String, List<ObjectRef>>> provision(Grant grant) {
    Map<String, List<ObjectRef>> objects = new HashMap<>();
    for (Target target : Stream.concat(targets(grant, true), targets(grant, false)).toList()) {
      switch (serving(target).provision(grant, target)) {
        case Outcome.Refused<List<ObjectRef>>(Reason reason) -> {
          return new Outcome.Refused<>(reason);
        }
        case Outcome.Done<List<ObjectRef>>(List<ObjectRef> made) ->
            objects.put(target.name(), made);
      }
    }
    return new Outcome.Done<>(objects);
  }

  /** What would be refused of delivering credentials now; none is needed to find out. */
  public Optional<Reason> undeliverable(Grant grant, Optional<ObjectRef> secret) {
    return grant.targets().stream().anyMatch(Target::hasCredential)
            && delivery.rehearse(grant, secret) instanceof Outcome.Refused<Boolean>(Reason reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /**
   * Issues one generation of credentials for all targets that have some, and delivers it. Remote
   * ones are asked first: where they are down no token is minted for nothing.
   *
   * @throws Unavailable if earlier credentials that were to end are still alive; then the same
   *     generation is issued again
   */
  public Outcome<Provided> issue(
      Grant grant,
      int generation,
      Earlier earlier,
      Map<String, List<ObjectRef>> objects,
      Function<Target, Ledger> ledgers,
      Optional<ObjectRef> secret,
      Instant now) {
    return new Issuing(this, grant, generation, earlier).issue(objects, ledgers, secret, now);
  }

  /** What is wrong with what was handed out; the worst over all targets. */
  public Condition inspect(Grant grant, Function<String, Holdings> known) {
    Condition worst = new Condition.Intact();
    for (Target target : grant.targets()) {
      Condition found = inspect(grant, target, known);
      if (found instanceof Condition.Widened) {
        return found;
      }
      if (found instanceof Condition.Unclear
          || (found instanceof Condition.Lessened && worst instanceof Condition.Intact)) {
        worst = found;
      }
    }
    return worst;
  }

  /** Asks the other system itself. */
  public Condition ask(Grant grant, Target target, Holdings known) {
    try {
      return serving(target).inspect(grant, target, known);
    } catch (Unavailable e) {
      return new Condition.Unclear(e.reason());
    }
  }

  /** A target that cannot be looked at hides none of the others. */
  private Condition inspect(Grant grant, Target target, Function<String, Holdings> known) {
    try {
      Provisioner serving = serving(target);
      Holdings holdings = known.apply(target.name());
      return serving.remote()
          ? seen.of(grant, target, holdings)
          : serving.inspect(grant, target, holdings);
    } catch (Unavailable e) {
      return new Condition.Unclear(e.reason());
    }
  }

  /** How far an attempt to take everything back has come. */
  public record Taken(Map<String, String> proofs, Optional<Reason> left) {
    public Taken {
      proofs = Map.copyOf(proofs);
    }
  }

  /**
   * Stops access: everything in the cluster that gives it, of all targets, whatever fails among
   * them.
   */
  public Taken cut(Grant grant, Function<String, Holdings> known) {
    TakingBack taking = new TakingBack();
    each(targets(grant, false), known, taking, (t, holds) -> serving(t).cut(grant, t, holds));
    return taking.soFar();
  }

  private static void each(
      Stream<Target> targets,
      Function<String, Holdings> known,
      TakingBack taking,
      BiFunction<Target, Holdings, Removal> act) {
    targets.forEach(t -> taking.of(t.name(), () -> act.apply(t, known.apply(t.name()))));
  }

  /**
   * Removes the rest, then the Secret, and last what other systems hold, which may take long to
   * answer; adds to what cutting has proved.
   */
  public Taken remove(
      Grant grant, Function<String, Holdings> known, Optional<ObjectRef> secret, Taken cut) {
    TakingBack taking = new TakingBack(cut);
    each(targets(grant, false), known, taking, (t, holds) -> serving(t).remove(grant, t, holds));
    grant.targets().stream()
        .filter(Target::hasCredential)
        .findFirst()
        .ifPresent(target -> taking.of(target.name(), () -> delivery.remove(grant, secret)));
    each(targets(grant, true), known, taking, (t, holds) -> undo(grant, t, holds));
    return taking.soFar();
  }

  /** What looking shows decides; why it is still there is told by the attempt to take it away. */
  public Removal undo(Grant grant, Target target, Holdings known) {
    Removal cut = serving(target).cut(grant, target, known);
    return switch (serving(target).remove(grant, target, known)) {
      case Removal.Gone gone -> gone;
      case Removal.Left left -> cut instanceof Removal.Left why ? why : left;
    };
  }

  /** Looks, without changing anything, whether what was taken back is there again. */
  public Removal look(Grant grant, Target target, Holdings known) {
    return serving(target).remove(grant, target, known);
  }

  /** The targets for which another system is asked, or the others. */
  public Stream<Target> targets(Grant grant, boolean remote) {
    return grant.targets().stream().filter(target -> serving(target).remote() == remote);
  }

  /** Delivers what was issued for all targets in one Secret; nothing where none has any. */
  Outcome<Provided> deliver(
      Grant grant,
      Map<String, Credential> credentials,
      Map<String, Holdings> holdings,
      Optional<ObjectRef> secret) {
    if (credentials.isEmpty()) {
      return new Outcome.Done<>(new Provided(holdings, Optional.empty()));
    }
    return switch (delivery.deliver(grant, credentials, secret)) {
      case Outcome.Refused<ObjectRef>(Reason reason) -> new Outcome.Refused<>(reason);
      case Outcome.Done<ObjectRef>(ObjectRef made) ->
          new Outcome.Done<>(new Provided(holdings, Optional.of(made)));
    };
  }

  /** Who hands out this target. */
  Provisioner serving(Target target) {
    return provisioners.stream()
        .filter(p -> p.serves(target))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody serves " + target.name()));
  }
}
