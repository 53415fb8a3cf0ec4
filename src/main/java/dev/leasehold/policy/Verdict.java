package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import java.util.List;
import java.util.Optional;

/** What policy says of a request now; anything but {@link Permitted} gives nothing. */
public sealed interface Verdict {
  /** Every rule that was looked at, in order. */
  List<Decision> trace();

  /** Whether it may come out otherwise although nothing has changed that anybody is told of. */
  boolean restless();

  /** The same, but what is live is not renewed, and why. */
  default Verdict butNotRenewed(Reason why) {
    return switch (this) {
      case Permitted(var entitlement, var uid, var trace, var restless, var _) ->
          new Permitted(entitlement, uid, trace, restless, Optional.of(why));
      case Refused refused -> refused;
      case Undecided undecided -> undecided;
    };
  }

  /**
   * It may be offered, as the entitlement narrowed to what was asked.
   *
   * @param subjectUid UID of the subject's service account
   * @param notRenewed why it lasts no longer than it does, where it would not be offered anew
   */
  record Permitted(
      Entitlement entitlement,
      String subjectUid,
      List<Decision> trace,
      boolean restless,
      Optional<Reason> notRenewed)
      implements Verdict {
    public Permitted {
      trace = List.copyOf(trace);
    }

    /** It may also be renewed. */
    public Permitted(
        Entitlement entitlement, String subjectUid, List<Decision> trace, boolean restless) {
      this(entitlement, subjectUid, trace, restless, Optional.empty());
    }

    /** It stays so until something changes. */
    public Permitted(Entitlement entitlement, String subjectUid, List<Decision> trace) {
      this(entitlement, subjectUid, trace, false);
    }
  }

  /** It may not, and waiting does not help. */
  record Refused(Reason reason, List<Decision> trace) implements Verdict {
    public Refused {
      trace = List.copyOf(trace);
    }

    @Override
    public boolean restless() {
      return false;
    }
  }

  /** It cannot be judged yet: something is missing that may still come. */
  record Undecided(Reason reason, List<Decision> trace, boolean restless) implements Verdict {
    public Undecided {
      trace = List.copyOf(trace);
    }

    /** Whatever is missing, its coming is told. */
    public Undecided(Reason reason, List<Decision> trace) {
      this(reason, trace, false);
    }
  }
}
