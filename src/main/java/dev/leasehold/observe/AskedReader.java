package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Request;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads what is asked as it counts now: whether it is known who asked, and under which limit.
 *
 * @param digest SHA-256 over canonical JSON
 */
record AskedReader(ClusterView view, Guard guard, UnaryOperator<String> digest) {
  /**
   * The request, under the limit of its record once it was granted.
   *
   * @param granted its record, if that grants access
   */
  Request read(AccessRequest object, Optional<AccessRecord> granted) {
    Request asked = proved(RequestReader.read(object, view.persons(), digest), object);
    return granted.map(record -> asked.under(LimitReader.pinned(record))).orElse(asked);
  }

  /**
   * What was created while the guard was off may have been created in any name. What has an offer
   * was there before: it is made only if the policies are the same as when they were proved.
   */
  private Request proved(Request request, AccessRequest object) {
    boolean offered = object.getStatus() != null && object.getStatus().offer() != null;
    return !offered
            && guard instanceof Guard.Live live
            && request.createdAt().isBefore(live.since())
        ? request.unproved()
        : request;
  }
}
