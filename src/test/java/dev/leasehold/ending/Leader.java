package dev.leasehold.ending;

import dev.leasehold.lab.Lab;
import java.util.Objects;

/** Which operator works, as the Lease says it. */
final class Leader {
  private Leader() {}

  /** Its name, or nothing when there is none. */
  static String of(Lab lab) {
    return Objects.requireNonNullElse(
        lab.adminClient()
            .leases()
            .inNamespace("leasehold-system")
            .withName("leasehold-operator")
            .require()
            .getSpec()
            .getHolderIdentity(),
        "");
  }
}
