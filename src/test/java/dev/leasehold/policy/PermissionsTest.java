package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final Rule READ =
      new Rule(
          List.of("get", "list"),
          List.of("", "apps"),
          List.of("configmaps"),
          List.of("a", "b"),
          List.of());

  private static final Rule BIND =
      new Rule(
          List.of("bind"),
          List.of("rbac.authorization.k8s.io"),
          List.of("roles"),
          List.of(),
          List.of());

  @Test
  void everyRuleIsALineThatSaysWhatOnWhatAndWhere() {
    assertThat(Permissions.of(entitlement(READ, BIND)))
        .containsExactly(
            "shop: get, list configmaps, configmaps.apps named a, b in namespace stock",
            "shop: bind roles.rbac.authorization.k8s.io in namespace stock");
  }

  @Test
  void pathsAreNamedToo() {
    Rule path = new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/a", "/b"));
    assertThat(Permissions.of(entitlement(path)))
        .containsExactly("shop: get paths /a, /b in namespace stock");
  }

  @Test
  void anOfferStaysSmallAndSaysWhatItDoesNotShow() {
    Rule[] many = Collections.nCopies(40, READ).toArray(Rule[]::new);
    List<String> lines = Permissions.of(entitlement(many));
    assertThat(lines).hasSize(16);
    assertThat(lines.getLast()).isEqualTo("and 25 rules more: read the roles themselves");
    Rule[] just = Collections.nCopies(16, READ).toArray(Rule[]::new);
    assertThat(Permissions.of(entitlement(just))).hasSize(16).noneMatch(l -> l.startsWith("and "));
    Rule wide =
        new Rule(
            Collections.nCopies(99, "get"), List.of(""), List.of("pods"), List.of(), List.of());
    assertThat(Permissions.of(entitlement(wide)).getFirst()).hasSize(160).endsWith("…");
  }

  @Test
  void aLineIsCutOnlyWhereItIsTooLong() {
    for (int length = 110; length < 150; length++) {
      Rule rule = rule("v".repeat(length));
      String whole = "shop: " + "v".repeat(length) + " pods in namespace stock";
      String shown = whole.length() <= 160 ? whole : whole.substring(0, 159) + "…";
      assertThat(Permissions.of(entitlement(rule))).containsExactly(shown);
    }
  }

  private static Rule rule(String verb) {
    return new Rule(List.of(verb), List.of(""), List.of("pods"), List.of(), List.of());
  }

  @Test
  void whatEscalatesIsWarnedOfBeforeAnythingThatCouldBeCutOff() {
    List<String> warnings = Permissions.warnings(entitlement(READ, BIND));
    assertThat(warnings)
        .containsExactly("can lead to more than it says (verb bind): Role r in namespace stock");
    assertThat(Permissions.warnings(entitlement(READ))).isEmpty();
  }

  @Test
  void noWarningIsLeftOutUnsaid() {
    List<Binding> bindings =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new Binding(
                        new RoleRef(RoleRef.Kind.CLUSTER_ROLE, "r" + i), "stock", List.of(BIND)))
            .toList();
    Entitlement entitlement =
        Offered.ordinary().handingOut(new Target.RoleBinding("own", bindings)).entitlement();
    List<String> warnings = Permissions.warnings(entitlement);
    assertThat(warnings).hasSize(6);
    assertThat(warnings.getFirst()).contains("ClusterRole r0 in namespace stock");
    assertThat(warnings.getLast()).isEqualTo("and 15 roles more can lead to more than they say");
  }

  private static Entitlement entitlement(Rule... rules) {
    Binding binding = new Binding(new RoleRef(RoleRef.Kind.ROLE, "r"), "stock", List.of(rules));
    return Offered.ordinary()
        .handingOut(new Target.RoleBinding("shop", List.of(binding)))
        .entitlement();
  }
}
