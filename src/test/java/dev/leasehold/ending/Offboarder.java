package dev.leasehold.ending;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.util.Optional;

/** Who offboards and reinstates the worker of a scene, and what becomes of it. */
record Offboarder(Scene scene) {
  static final Person WHO = new Person("ending-offboarder", "ending-offboarders");

  /** Under which the record and the entries are. */
  RequestRef ref() {
    return Freeze.ref(new Subject(scene.name(), "worker"));
  }

  Offboarder offboards(String why) {
    Notes.merge(
        scene.lab().client(WHO).serviceAccounts().inNamespace(scene.name()).withName("worker"),
        "leasehold.dev/offboard",
        why);
    return this;
  }

  Offboarder reinstates(String why) {
    Notes.merge(
        scene.lab().client(WHO).resources(AccessRecord.class).withName(ref().recordName()),
        "leasehold.dev/reinstate",
        why);
    return this;
  }

  Optional<AccessRecordStatus> status() {
    return Optional.ofNullable(
            scene.admin().resources(AccessRecord.class).withName(ref().recordName()).get())
        .map(AccessRecord::getStatus);
  }

  /** Waits until its record is in this phase. */
  AccessRecordStatus is(RecordPhase phase) {
    Lab.await()
        .ignoreExceptions()
        .until(() -> status().map(AccessRecordStatus::phase).filter(phase::equals).isPresent());
    return status().orElseThrow();
  }
}
