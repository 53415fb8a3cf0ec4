package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.SharedLab;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.RoleRef.Kind;
import dev.leasehold.model.Rule;
import dev.leasehold.observe.RoleRules;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That the roles that every cluster has are known as they are. */
final class StockRolesIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();

  /** Others may add to a role, in this lab too; nothing is missing or different. */
  @Test
  void stockRolesAreThoseOfTheApiServer() {
    FileRoles known = new FileRoles(Manifests.in(List.of()), true);
    KubernetesClient admin = LAB.lab().adminClient();
    assertThat(admin.getKubernetesVersion().getGitVersion())
        .startsWith("v" + StockRoles.VERSION + ".");
    for (ClusterRole role : StockRoles.all()) {
      String name = role.getMetadata().getName();
      List<Rule> there =
          RoleRules.read(admin.rbac().clusterRoles().withName(name).get().getRules());
      List<Rule> rules = known.rules(new RoleRef(Kind.CLUSTER_ROLE, name), "").orElseThrow();
      assertThat(rules).as(name).isNotEmpty();
      assertThat(there).as(name).containsAll(rules);
    }
  }
}
