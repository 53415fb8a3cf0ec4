package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a resource leads to that Kubernetes itself does not have is not known, and offers say so.
 */
class UnknownResourcesTest {
  private static final String MARK = " (not built in: effects unknown)";

  @ParameterizedTest
  @CsvSource({
    "example.com, foos",
    "example.com, foos/status",
    "example.com, pods",
    "example.com, foos/scale",
    "apps, foos",
    "'', foos",
    "snapshot.storage.k8s.io, volumesnapshots",
    "networking.k8s.io, gateways",
    "apps, deployments/foo",
    "extensions, pods"
  })
  void resourceThatIsNotBuiltInIsMarked(String group, String resource) {
    assertThat(lines(on(group, resource, "get"))).singleElement().asString().endsWith(MARK);
  }

  @ParameterizedTest
  @CsvSource({
    "'', configmaps",
    "'', pods/log",
    "'', nodes/stats",
    "'', services/status",
    "'', pods/finalizers",
    "apps, deployments/scale",
    "apps, deployments/rollback",
    "batch, cronjobs/status",
    "extensions, ingresses",
    "networking.k8s.io, ingresses",
    "metrics.k8s.io, pods",
    "events.k8s.io, events",
    "resource.k8s.io, resourceclaims/binding"
  })
  void resourceThatIsBuiltInIsNot(String group, String resource) {
    assertThat(lines(on(group, resource, "get")))
        .singleElement()
        .asString()
        .endsWith(" in namespace stock");
  }

  /** As lines of their own: a mark is about everything in its line. */
  @Test
  void unknownResourcesComeBeforeWhatIsOrdinaryAndApartFromIt() {
    Rule mixed =
        new Rule(
            List.of("patch"),
            List.of("", "example.com"),
            List.of("configmaps", "foos"),
            List.of("one"),
            List.of());
    assertThat(lines(mixed, on("leasehold.dev", "accessrequests", "get")))
        .containsExactly(
            "adds shop: get accessrequests.leasehold.dev in namespace stock",
            "adds shop: patch configmaps.example.com, foos, foos.example.com named one in namespace"
                + " stock"
                + MARK,
            "adds shop: patch configmaps named one in namespace stock");
  }

  /** A wildcard, or a verb that gives more, is worse than what is unknown, and told as that. */
  @Test
  void whatIsKnownToBeDangerousIsToldAsThat() {
    assertThat(
            lines(
                on("example.com", "*", "get"),
                on("*", "foos", "list"),
                on("example.com", "foos", "*"),
                on("example.com", "foos", "bind"),
                on("example.com", "jobs", "create")))
        .hasSize(5)
        .noneMatch(line -> line.contains("unknown"));
  }

  @Test
  void whatIsHeldAlreadyIsMarkedToo() {
    Rule rule = on("example.com", "foos", "patch");
    HeldRole held =
        new HeldRole(new RoleRef(RoleRef.Kind.ROLE, "held"), Optional.of("stock"), List.of(rule));
    assertThat(Permissions.of(entitlement(rule), List.of(held)))
        .containsExactly("already held shop: patch foos.example.com in namespace stock" + MARK);
  }

  /** As stock `view` and `edit` have them, to which other operators add theirs (0064). */
  @Test
  void twoHundredOfThemCanStillBeShown() {
    List<String> kinds = IntStream.range(0, 100).mapToObj(i -> "clusterwidgetclaims" + i).toList();
    Rule[] rules =
        Stream.of(
                List.of("get", "list", "watch"),
                List.of("create", "delete", "deletecollection", "patch", "update"))
            .map(verbs -> new Rule(verbs, List.of("w.example.com"), kinds, List.of(), List.of()))
            .toArray(Rule[]::new);
    assertThat(Permissions.excess(entitlement(rules))).isEmpty();
    assertThat(lines(rules)).allMatch(line -> line.endsWith(MARK) && line.length() < 400);
  }

  private static List<String> lines(Rule... rules) {
    return Permissions.of(entitlement(rules), List.of());
  }

  private static Rule on(String group, String resource, String verb) {
    return new Rule(List.of(verb), List.of(group), List.of(resource), List.of(), List.of());
  }

  private static Entitlement entitlement(Rule... rules) {
    Binding binding = new Binding(new RoleRef(RoleRef.Kind.ROLE, "r"), "stock", List.of(rules));
    return Offered.ordinary()
        .handingOut(new Target.RoleBinding("shop", List.of(binding)))
        .entitlement();
  }
}
