package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.RoleRef.Kind;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Permissions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockRolesTest {
  /** Else every offer of them would cry wolf. */
  @ParameterizedTest
  @ValueSource(strings = {"view", "edit", "admin"})
  void nothingInAStockRoleIsUnknown(String name) {
    RoleRef role = new RoleRef(Kind.CLUSTER_ROLE, name);
    List<Rule> rules = new FileRoles(Manifests.in(List.of()), true).rules(role, "").orElseThrow();
    Binding binding = new Binding(role, "shop", rules);
    Target target = new Target.RoleBinding("own", List.of(binding));
    assertThat(Permissions.of(Offered.ordinary().handingOut(target).entitlement(), List.of()))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.endsWith(" in namespace shop"));
  }
}
