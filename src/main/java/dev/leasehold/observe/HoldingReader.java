package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.policy.Inquiry.Holding;
import dev.leasehold.policy.Turn;
import java.time.Instant;
import java.util.Optional;

/** Reads another request as something that a subject has or has asked for. */
public final class HoldingReader {
  private HoldingReader() {}

  /**
   * The request as a catalog's conditions see it.
   *
   * @param turn its place among those who want access
   */
  public static Holding read(AccessRequest request, Turn turn) {
    Optional<AccessRequestStatus> status = Optional.ofNullable(request.getStatus());
    return new Holding(
        new EntitlementRef(
            request.getSpec().entitlement().catalog(), request.getSpec().entitlement().name()),
        request.getMetadata().getNamespace(),
        request.getMetadata().getName(),
        status.map(AccessRequestStatus::phase).orElse(RequestPhase.Pending).name(),
        status.map(AccessRequestStatus::expiresAt).map(Instant::parse),
        turn);
  }
}
