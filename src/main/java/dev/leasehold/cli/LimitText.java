package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RequestLimit;
import java.util.Optional;

/** That somebody accepts less than was asked, in the words of the commands. */
record LimitText(AccessRequest request, RequestLimit limit) {
  /** Of the limit that holds, if one does. */
  static Optional<LimitText> of(AccessRequest request) {
    return Optional.ofNullable(request.getStatus())
        .map(AccessRequestStatus::limit)
        .filter(limit -> limit.approver() != null)
        .map(limit -> new LimitText(request, limit));
  }

  /** To what, who said so and why. */
  String said() {
    return "to%s%s by %s%s"
        .formatted(
            limit.duration() == null ? "" : " " + limit.duration(),
            limit.targets().isEmpty() ? "" : " targets " + String.join(", ", limit.targets()),
            limit.approver(),
            limit.reason() == null ? "" : ": " + limit.reason());
  }

  /** What was asked, as far as less of it is accepted. */
  String asked() {
    String targets =
        request.getSpec().targets().isEmpty()
            ? "all targets"
            : "targets " + String.join(", ", request.getSpec().targets());
    return limit.duration() == null
        ? targets
        : request.getSpec().duration() + (limit.targets().isEmpty() ? "" : " " + targets);
  }

  /** What an approver does to take it off; only before anything was granted. */
  String takenOff() {
    return ("kubectl -n %s annotate --field-manager=leasehold accessrequests.leasehold.dev %s"
            + " leasehold.dev/limit=none")
        .formatted(request.getMetadata().getNamespace(), request.getMetadata().getName());
  }
}
