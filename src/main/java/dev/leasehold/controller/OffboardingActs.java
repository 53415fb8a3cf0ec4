package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Neighbours;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.guard.GuardWatch;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.OffboardingObservation;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.status.OffboardingWriter;
import dev.leasehold.status.RecordStatusWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at offboardings, and carries out what is to be done about them. */
record OffboardingActs(
    Caches caches, GuardWatch guard, Store store, Notices notices, IdentityEntries entries) {
  private static final Reason UNATTESTED =
      new Reason(
          ReasonCode.OFFBOARDING_UNATTESTED,
          "the admission guard is not proved to be live just now");

  Optional<AccessRecord> record(Subject identity) {
    return caches.record(Freeze.ref(identity).recordName());
  }

  /** Whether the evidence log says that it is offboarded. */
  Optional<Freeze> said(Subject identity) {
    return entries.journal().past().identities().of(identity);
  }

  /** The cluster knows of what the evidence log says. */
  void settled(Subject identity, Optional<Freeze> said) {
    entries.journal().past().identities().settled(identity, said);
  }

  OffboardingObservation observed(
      Subject identity, Optional<Freeze> said, Optional<ServiceAccount> account) {
    return OffboardingReader.observe(
        record(identity),
        said,
        account,
        !new Neighbours(caches).open(identity).isEmpty(),
        guard.current());
  }

  void perform(
      Subject identity, Optional<ServiceAccount> account, OffboardingStep step, Instant now) {
    switch (step) {
      case OffboardingStep.Rest rest -> record(identity).ifPresent(entries::catchUp);
      case OffboardingStep.Latch latch -> latch(identity, latch, now);
      case OffboardingStep.PutBack putBack ->
          said(identity).ifPresent(said -> putBack(said, account, putBack, now));
      case OffboardingStep.Reinstate(var said) -> {
        attested();
        AccessRecord record = record(identity).orElseThrow();
        AccessRecord after = store.write(record, OffboardingWriter.reinstated(record, said, now));
        entries.reinstated(after, said.text(), now);
        notices.reinstated(after);
      }
      case OffboardingStep.Settle(boolean open) -> {
        AccessRecord record = record(identity).orElseThrow();
        store.write(record, OffboardingWriter.settled(record, open, now));
      }
      case OffboardingStep.Retain(var kept) -> {
        AccessRecord record = record(identity).orElseThrow();
        store.write(record, RecordStatusWriter.retained(record, now, now.plus(kept), now));
      }
      case OffboardingStep.Forget forget -> record(identity).ifPresent(it -> forget(it, now));
    }
  }

  private void latch(Subject identity, OffboardingStep.Latch latch, Instant now) {
    attested();
    List<String> grants = new Neighbours(caches).open(identity);
    AccessRecord record = record(identity).orElseGet(() -> created(identity, latch.said()));
    AccessRecord after = store.write(record, OffboardingWriter.frozen(record, latch, now));
    entries.offboarded(after, grants, now);
    notices.offboarded(after);
  }

  /** The log was signed, so no guard has to be proved; and it has the offboarding already. */
  private void putBack(
      Freeze said, Optional<ServiceAccount> account, OffboardingStep.PutBack step, Instant now) {
    Optional<String> uid = account.map(HasMetadata::getMetadata).map(ObjectMeta::getUid);
    Stamp as =
        new Stamp(Stamp.Act.OFFBOARDING, 0, uid.orElse(""), "", Set.of(), said.by(), said.reason());
    AccessRecord record = record(said.identity()).orElseGet(() -> created(said.identity(), as));
    notices.offboarded(
        store.write(record, OffboardingWriter.putBack(record, step, said, uid, now)));
  }

  private AccessRecord created(Subject identity, Stamp said) {
    return store.create(OffboardingWriter.record(identity, said, Keys.ENDING_PROVED));
  }

  private void forget(AccessRecord record, Instant now) {
    entries.purging(record, now);
    store.forget(record);
  }

  private void attested() {
    if (!(guard.fresh() instanceof Guard.Live)) {
      throw new Unavailable(UNATTESTED);
    }
  }
}
