package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Collections;
import java.util.Optional;

/** A cluster role that is aggregated into the stock role view, by which all of a lab read. */
public record ViewPart(Lab lab, String name) {
  /** It goes, if it is there, and view is what it was: the controller manager takes a moment. */
  public void goes() {
    Optional.ofNullable(role(name).get()).ifPresent(this::goes);
  }

  private void goes(ClusterRole part) {
    role(name).delete();
    Lab.await()
        .until(() -> Collections.disjoint(role("view").require().getRules(), part.getRules()));
  }

  private Resource<ClusterRole> role(String of) {
    return lab.adminClient().rbac().clusterRoles().withName(of);
  }
}
