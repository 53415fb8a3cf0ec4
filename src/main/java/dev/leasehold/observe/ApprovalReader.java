package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.model.Approval;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the approvals that were latched into a request's status, or pinned in a record. */
public final class ApprovalReader {
  private ApprovalReader() {}

  /** None, as long as nobody has looked at the request. */
  static List<Approval> read(@Nullable AccessRequestStatus status) {
    return status == null ? List.of() : of(status.approvals());
  }

  /** As they are written. */
  public static List<Approval> of(List<dev.leasehold.api.v1alpha1.Approval> approvals) {
    return approvals.stream().map(ApprovalReader::approval).toList();
  }

  private static Approval approval(dev.leasehold.api.v1alpha1.Approval approval) {
    return new Approval(
        approval.approver(),
        Set.copyOf(approval.roles()),
        approval.offer(),
        Instant.parse(approval.at()),
        switch (approval.method()) {
          case Annotation -> Approval.Method.ANNOTATION;
          case Signature -> Approval.Method.SIGNATURE;
        });
  }
}
