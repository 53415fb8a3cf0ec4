package dev.leasehold.lifecycle;

import dev.leasehold.approval.Count;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Reason;
import java.util.List;
import java.util.Optional;

/** What is to be said of the renewal of a live grant. */
public sealed interface Outlook {
  /** Nothing: there is none, or it is not time yet. */
  record Quiet() implements Outlook {}

  /** It is time, but it cannot be renewed. */
  record Barred(Reason reason) implements Outlook {}

  /**
   * A renewal is offered and people have to decide.
   *
   * @param approvals of this offer
   * @param obstacle why approvals do not count just now, or a signature does not
   */
  record Open(List<Approval> approvals, Count count, Optional<Reason> obstacle) implements Outlook {
    public Open {
      approvals = List.copyOf(approvals);
    }
  }
}
