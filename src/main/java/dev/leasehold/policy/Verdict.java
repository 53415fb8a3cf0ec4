package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import java.util.List;

/** What policy says of a request now; anything but {@link Permitted} gives nothing. */
public sealed interface Verdict {
  /** Every rule that was looked at, in order. */
  List<Decision> trace();

  /**
   * It may be offered, as the entitlement narrowed to what was asked.
   *
   * @param subjectUid UID of the subject's service account
   */
  record Permitted(Entitlement entitlement, String subjectUid, List<Decision> trace)
      implements Verdict {
    public Permitted {
      trace = List.copyOf(trace);
    }
  }

  /** It may not, and waiting does not help. */
  record Refused(Reason reason, List<Decision> trace) implements Verdict {
    public Refused {
      trace = List.copyOf(trace);
    }
  }

  /** It cannot be judged yet: something is missing that may still come. */
  record Undecided(Reason reason, List<Decision> trace) implements Verdict {
    public Undecided {
      trace = List.copyOf(trace);
    }
  }
}
