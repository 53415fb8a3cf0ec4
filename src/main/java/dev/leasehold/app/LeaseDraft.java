package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What this process writes into the Lease, and how it knows that again.
 *
 * @param clock what people read there
 * @param handover to who leads next
 */
record LeaseDraft(Elector.Place place, InstantSource clock, Handover handover) {
  /** One that nobody held yet. */
  Lease blank() {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(place.namespace())
        .withName(place.name())
        .endMetadata()
        .withNewSpec()
        .withLeaseTransitions(-1)
        .endSpec()
        .build();
  }

  /** The same Lease, taken now under our name. */
  Lease taken(Lease lease) {
    Lease next = signed(lease);
    LeaseSpec spec = next.getSpec();
    spec.setAcquireTime(spec.getRenewTime());
    Integer transitions = spec.getLeaseTransitions();
    spec.setLeaseTransitions(transitions == null ? 1 : transitions + 1);
    return next;
  }

  /** The same Lease, renewed now under our name. */
  Lease renewed(Lease lease) {
    return handover.on(signed(lease));
  }

  private Lease signed(Lease lease) {
    Lease next = new LeaseBuilder(lease).editMetadata().withManagedFields().endMetadata().build();
    LeaseSpec spec = next.getSpec();
    spec.setHolderIdentity(place.us());
    spec.setLeaseDurationSeconds(Math.toIntExact(Elector.LEASE.toSeconds()));
    spec.setRenewTime(clock.instant().atZone(ZoneOffset.UTC));
    return next;
  }

  /** Nobody else held it since: whoever takes it says so in the number of transitions. */
  boolean isOurs(LeaseSpec mine, LeaseSpec there) {
    return place.us().equals(there.getHolderIdentity())
        && Objects.equals(mine.getLeaseTransitions(), there.getLeaseTransitions());
  }

  /**
   * Whether it is as it was before that. Both times are the holder's. Were its clock set back just
   * after a renewal without an answer, it would be taken for older too.
   */
  static boolean isOlder(LeaseSpec there, LeaseSpec known) {
    return known.getRenewTime() != null
        && (there.getRenewTime() == null || there.getRenewTime().isBefore(known.getRenewTime()));
  }
}
