package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Request;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A record at one moment, for tests; each method returns one that differs in just that. */
record Life(
    Standing standing,
    Ends ends,
    Seen seen,
    State state,
    Delivered delivered,
    Owed owed,
    Optional<Instant> retainUntil) {
  static final Instant START = Asked.AT;
  static final Instant END = START.plus(Duration.ofHours(4));
  static final Retention RETENTION = new Retention(Duration.ofDays(90), Duration.ofDays(7));

  /**
   * Why it ends: as written down, as the request says, as people said on it, and of its subject.
   */
  record Ends(
      Optional<EndCause> own,
      Optional<EndCause> ofRequest,
      List<Stamp> stamps,
      Optional<Freeze> freeze) {
    Ends(Optional<EndCause> own, Optional<EndCause> ofRequest, List<Stamp> stamps) {
      this(own, ofRequest, stamps, Optional.empty());
    }
  }

  /** What is there. */
  record Seen(Presence request, Presence subject, boolean deleted, boolean endedBefore) {
    Seen(Presence request, Presence subject, boolean deleted) {
      this(request, subject, deleted, false);
    }
  }

  /** How things compare with what was granted, and what was in the way when it was last tried. */
  record State(
      Condition condition,
      Optional<Reason> namespaceGone,
      Optional<Reason> roleReplaced,
      Optional<Reason> roleWidened,
      Optional<Reason> trouble) {
    State(Condition condition, Optional<Reason> roleWidened, Optional<Reason> trouble) {
      this(condition, Optional.empty(), Optional.empty(), roleWidened, trouble);
    }

    State(Condition condition, Optional<Reason> roleWidened) {
      this(condition, roleWidened, Optional.empty());
    }
  }

  /** What was granted and issued, whether it is wanted again, and is said to be still to come. */
  record Delivered(
      List<Target> targets,
      List<CredentialFacts> credentials,
      boolean again,
      boolean late,
      boolean leaked) {
    Delivered(List<Target> targets, List<CredentialFacts> credentials, boolean again) {
      this(targets, credentials, again, false, false);
    }

    private Optional<Redelivery> redelivery() {
      return again ? Optional.of(new Redelivery("again", leaked)) : Optional.empty();
    }
  }

  /**
   * How far its review is, who asked to do without, when accountability returns, and that somebody
   * else changed the record.
   */
  record Owed(
      Reviewing review,
      List<Stamp> forgets,
      Optional<Instant> handsBack,
      Optional<Reason> altered) {
    Owed(Reviewing review, List<Stamp> forgets, Optional<Instant> handsBack) {
      this(review, forgets, handsBack, Optional.empty());
    }
  }

  /** Live, with a token that is to be replaced forty minutes after the start. */
  static Life active() {
    return new Life(
        Standing.ACTIVE,
        new Ends(Optional.empty(), Optional.empty(), List.of()),
        new Seen(Presence.PRESENT, Presence.PRESENT, false),
        new State(new Condition.Intact(), Optional.empty()),
        new Delivered(List.of(Offered.SHOP, Offered.OWN), List.of(token(1, START)), false),
        new Owed(Reviewing.none(), List.of(), Optional.empty()),
        Optional.empty());
  }

  RecordStep next(Instant now) {
    return RecordLifecycle.next(observation(Keeping.usual(retainUntil)), RETENTION, now);
  }

  RecordStep next(Keeping keeping, Retention retention, Instant now) {
    return RecordLifecycle.next(observation(keeping), retention, now);
  }

  private RecordObservation observation(Keeping keeping) {
    Request asked = Asked.ordinary().request();
    return new RecordObservation(
        new Grant(
            asked.ref(),
            "record-uid",
            asked.subject(),
            "subject-uid",
            delivered.targets(),
            new Window(START, END),
            asked.secretName()),
        START,
        standing,
        ends.own(),
        seen.request(),
        ends.ofRequest(),
        ends.stamps(),
        asked.askers().names(),
        seen.subject(),
        ends.freeze(),
        seen.deleted(),
        state.condition(),
        state.trouble().map(Reason::message),
        new Basis(
            state.namespaceGone(), state.roleReplaced(), state.roleWidened(), seen.endedBefore()),
        delivered.credentials(),
        delivered.redelivery(),
        delivered.late(),
        owed.review(),
        owed.forgets(),
        owed.handsBack(),
        owed.altered(),
        keeping);
  }

  static CredentialFacts token(int generation, Instant at) {
    ObjectRef anchor = new ObjectRef("v1", "Secret", "leasehold-grants", "anchor", "uid");
    return new CredentialFacts(generation, "jti", anchor, at, at.plus(Duration.ofHours(1)));
  }

  Life standing(Standing it) {
    return new Life(it, ends, seen, state, delivered, owed, retainUntil);
  }

  Life ends(Ends it) {
    return new Life(standing, it, seen, state, delivered, owed, retainUntil);
  }

  Life seen(Presence request, Presence subject, boolean deleted) {
    return new Life(
        standing, ends, new Seen(request, subject, deleted), state, delivered, owed, retainUntil);
  }

  Life endedBefore() {
    Seen it = new Seen(seen.request(), seen.subject(), seen.deleted(), true);
    return new Life(standing, ends, it, state, delivered, owed, retainUntil);
  }

  Life state(Condition condition, Optional<Reason> roleWidened) {
    return new Life(
        standing, ends, seen, new State(condition, roleWidened), delivered, owed, retainUntil);
  }

  Life troubled(Reason it) {
    State troubled = new State(state.condition(), state.roleWidened(), Optional.of(it));
    return new Life(standing, ends, seen, troubled, delivered, owed, retainUntil);
  }

  Life delivered(List<Target> targets, List<CredentialFacts> credentials, boolean again) {
    return new Life(
        standing, ends, seen, state, new Delivered(targets, credentials, again), owed, retainUntil);
  }

  /** With this credential; somebody wants another, or its status says that one is to come. */
  Life delivered(CredentialFacts credential, boolean again, boolean late) {
    Delivered it = new Delivered(delivered.targets(), List.of(credential), again, late, false);
    return new Life(standing, ends, seen, state, it, owed, retainUntil);
  }

  /** The same, where somebody says that this credential of these targets leaked. */
  Life leaked(List<Target> targets, CredentialFacts credential) {
    Delivered it = new Delivered(targets, List.of(credential), true, false, true);
    return new Life(standing, ends, seen, state, it, owed, retainUntil);
  }

  Life retainUntil(Optional<Instant> it) {
    return new Life(standing, ends, seen, state, delivered, owed, it);
  }

  Life owed(Reviewing it, List<Stamp> forgets) {
    return new Life(
        standing,
        ends,
        seen,
        state,
        delivered,
        new Owed(it, forgets, Optional.empty()),
        retainUntil);
  }

  Life altered(Reason reason) {
    Owed altered = new Owed(owed.review(), owed.forgets(), owed.handsBack(), Optional.of(reason));
    return new Life(standing, ends, seen, state, delivered, altered, retainUntil);
  }

  Life handsBack(Instant at) {
    return new Life(
        standing,
        ends,
        seen,
        state,
        delivered,
        new Owed(owed.review(), owed.forgets(), Optional.of(at)),
        retainUntil);
  }
}
