package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Binding;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class WideningTest {
  private static final Binding ORDERS =
      new Binding(
          new RoleRef(RoleRef.Kind.ROLE, "orders-reader"),
          "shop",
          List.of(rule(List.of("get", "list"), List.of("configmaps"), List.of())));

  @Test
  void whatWasOfferedIsNoAddition() {
    assertThat(Widening.of(ORDERS, ORDERS.rules())).isEmpty();
    assertThat(Widening.of(ORDERS, List.of())).isEmpty();
    assertThat(Widening.of(ORDERS, List.of(named("orders")))).isEmpty();
  }

  @Test
  void anotherResourceIsToldWithoutWhatWasOffered() {
    Rule more = rule(List.of("get", "list"), List.of("configmaps", "secrets"), List.of());
    assertThat(Widening.of(ORDERS, List.of(more))).contains("get, list secrets");
  }

  @Test
  void anotherVerbIsToldAlone() {
    Rule more = rule(List.of("get", "delete"), List.of("configmaps"), List.of());
    assertThat(Widening.of(ORDERS, List.of(more))).contains("delete configmaps");
  }

  @Test
  void namesArePartOfIt() {
    Binding named = new Binding(ORDERS.role(), "shop", List.of(named("orders")));
    assertThat(Widening.of(named, List.of(named("orders"), named("refunds"))))
        .contains("get configmaps named refunds");
    assertThat(Widening.of(named, ORDERS.rules())).contains("get, list configmaps");
  }

  @Test
  void pathsAreToldAsPaths() {
    Rule path = new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/metrics"));
    assertThat(Widening.of(ORDERS, List.of(path))).contains("get paths /metrics");
  }

  @Test
  void ofManyTheMostDangerousAreTold() {
    Rule some = rule(List.of("get"), List.of("pods"), List.of());
    Rule others = rule(List.of("watch"), List.of("pods"), List.of());
    Rule more = rule(List.of("create"), List.of("pods"), List.of());
    assertThat(Widening.of(ORDERS, List.of(some, others))).contains("get pods; watch pods");
    assertThat(Widening.of(ORDERS, List.of(some, others, more)))
        .contains("create pods; get pods; and more");
  }

  private static Rule named(String name) {
    return rule(List.of("get"), List.of("configmaps"), List.of(name));
  }

  private static Rule rule(List<String> verbs, List<String> resources, List<String> names) {
    return new Rule(verbs, List.of(""), resources, names, List.of());
  }
}
