package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;

/** The record of one identity's offboarding, whatever has become of its service account. */
record Freezes(KubernetesClient client, Subject identity) {
  /** Its name; there is one for each identity. */
  String name() {
    return Freeze.ref(identity).recordName();
  }

  Resource<AccessRecord> place() {
    return client.resources(AccessRecord.class).withName(name());
  }

  /** What it says of who offboarded the identity, and who lifted that. */
  static Optional<Offboarding> said(AccessRecord record) {
    return Optional.ofNullable(record.getStatus()).map(AccessRecordStatus::offboarding);
  }
}
