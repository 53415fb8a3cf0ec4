package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(Permissions.of(entitlement(READ, BIND), NOTHING))
        .containsExactly(
            "adds shop: get, list configmaps, configmaps.apps named a, b in namespace stock",
            "adds shop: bind roles.rbac.authorization.k8s.io in namespace stock");
  }

  @Test
  void whatIsHeldAlreadyIsToldApartAndComesLast() {
    Rule holds =
        new Rule(
            List.of("get", "watch"), List.of("*"), List.of("configmaps"), List.of(), List.of());
    assertThat(Permissions.of(entitlement(READ, BIND), List.of(in("stock", holds))))
        .containsExactly(
            "adds shop: list configmaps, configmaps.apps named a, b in namespace stock",
            "adds shop: bind roles.rbac.authorization.k8s.io in namespace stock",
            "already held shop: get configmaps, configmaps.apps named a, b in namespace stock");
    assertThat(Permissions.of(entitlement(BIND), List.of(in("shop", BIND))))
        .allMatch(l -> l.startsWith("adds "));
    assertThat(Permissions.of(entitlement(BIND), List.of(everywhere(BIND))))
        .allMatch(l -> l.startsWith("already held "));
  }

  private static Entitlement ofVault(VaultSource source) {
    return Offered.ordinary().handingOut(Offered.vault(source, Map.of())).entitlement();
  }

  @Test
  void whatComesOutOfVaultIsALineToo() {
    Entitlement leased = ofVault(new VaultSource.Dynamic("database/creds/orders-ro", Map.of()));
    assertThat(Permissions.of(leased, NOTHING))
        .containsExactly(
            "adds db: credentials made by database/creds/orders-ro of Vault default, by policies"
                + " orders-ro");
    assertThat(Permissions.warnings(leased, NOTHING)).isEmpty();
    assertThat(Permissions.warnings(ofVault(new VaultSource.Token()), NOTHING))
        .containsExactly("what the policies of this token allow, only Vault knows: db");
    assertThat(
            Permissions.warnings(
                ofVault(new VaultSource.Static("kv/data/a", Optional.of(Duration.ofDays(1)))),
                NOTHING))
        .containsExactly(
            "a static secret is known until it is changed, which its owner promises every 24h: db");
    assertThat(
            Permissions.warnings(
                ofVault(new VaultSource.Dynamic("sys/tools/random", Map.of())), NOTHING))
        .containsExactly("can lead to more than it says (a path of Vault's own): db");
  }

  @Test
  void whatIsSentToAnEngineIsTold() {
    Entitlement written =
        ofVault(
            new VaultSource.Dynamic(
                "kubernetes/creds/reader",
                Map.of(
                    "ttl", VaultSource.TTL,
                    "kubernetes_namespace", "kube-system",
                    "odd", "a\u202eb\n")));
    assertThat(Permissions.of(written, NOTHING))
        .containsExactly(
            "adds db: credentials made by kubernetes/creds/reader of Vault default, by policies"
                + " orders-ro",
            "adds db: sends kubernetes_namespace=kube-system",
            "adds db: sends odd, with characters that cannot be shown",
            "adds db: sends ttl={{ttl}}");
  }

  @Test
  void theEmptyNameIsToldAsWhatItIs() {
    Rule all =
        new Rule(List.of("list"), List.of(""), List.of("secrets"), List.of("", "tls"), List.of());
    assertThat(Permissions.of(entitlement(all), NOTHING))
        .containsExactly(
            "adds shop: list secrets named \"\" (all at once), tls in namespace stock");
  }

  @Test
  void anOfferThatAddsNothingIsWarnedOf() {
    String idle = "adds nothing: the subject may do all of this already";
    assertThat(Permissions.warnings(entitlement(READ), List.of(in("stock", READ)))).contains(idle);
    assertThat(Permissions.warnings(entitlement(READ), List.of(in("shop", READ)))).isEmpty();
  }

  @Test
  void whatIsHeldBesideIsWarnedOfIfItIsTheClustersOrLeadsToMore() {
    Rule discovery = new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/api/*"));
    assertThat(
            Permissions.warnings(
                entitlement(BIND),
                List.of(
                    everywhere(READ),
                    everywhere(discovery),
                    everywhere(),
                    in("other", READ),
                    in("other", BIND))))
        .containsExactly(
            "can lead to more than it says (verb bind): Role r in namespace stock",
            "the subject holds beside this: ClusterRole held in the whole cluster",
            "the subject holds beside this, and can get more by it (verb bind): ClusterRole held in"
                + " namespace other");
  }

  private static final List<HeldRole> NOTHING = List.of();

  private static HeldRole in(String namespace, Rule... rules) {
    return new HeldRole(HELD, Optional.of(namespace), List.of(rules));
  }

  private static HeldRole everywhere(Rule... rules) {
    return new HeldRole(HELD, Optional.empty(), List.of(rules));
  }

  @Test
  void whatEverybodyHoldsIsNoWarning() {
    Rule common =
        new Rule(
            List.of("create"),
            List.of("authorization.k8s.io"),
            List.of("selfsubjectaccessreviews"),
            List.of(),
            List.of());
    Rule paths = new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/version"));
    assertThat(Permissions.warnings(entitlement(BIND), List.of(everywhere(common, paths))))
        .noneMatch(warning -> warning.contains("holds beside"));
    assertThat(Permissions.warnings(entitlement(BIND), List.of(everywhere(common, READ))))
        .anyMatch(warning -> warning.contains("holds beside"));
    assertThat(Permissions.warnings(entitlement(BIND), List.of(in("stock", READ))))
        .noneMatch(warning -> warning.contains("holds beside"));
  }

  private static final RoleRef HELD = new RoleRef(RoleRef.Kind.CLUSTER_ROLE, "held");

  @Test
  void pathsAreNamedToo() {
    Rule path = new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/a", "/b"));
    assertThat(Permissions.of(entitlement(path), NOTHING))
        .containsExactly("adds shop: get paths /a, /b in namespace stock");
  }

  @Test
  void anOfferStaysSmallAndSaysWhatItDoesNotShow() {
    Rule[] many = Collections.nCopies(40, READ).toArray(Rule[]::new);
    List<String> lines = Permissions.of(entitlement(many), NOTHING);
    assertThat(lines).hasSize(16);
    assertThat(lines.getLast()).isEqualTo("and 25 rules more: read the roles themselves");
    Rule[] just = Collections.nCopies(16, READ).toArray(Rule[]::new);
    assertThat(Permissions.of(entitlement(just), NOTHING))
        .hasSize(16)
        .noneMatch(l -> l.startsWith("and "));
    Rule wide =
        new Rule(
            Collections.nCopies(99, "get"), List.of(""), List.of("pods"), List.of(), List.of());
    assertThat(Permissions.of(entitlement(wide), NOTHING).getFirst()).hasSize(160).endsWith("…");
  }

  @Test
  void aLineIsCutOnlyWhereItIsTooLong() {
    for (int length = 110; length < 150; length++) {
      Rule rule = rule("v".repeat(length));
      String whole = "adds shop: " + "v".repeat(length) + " pods in namespace stock";
      String shown = whole.length() <= 160 ? whole : whole.substring(0, 159) + "…";
      assertThat(Permissions.of(entitlement(rule), NOTHING)).containsExactly(shown);
    }
  }

  private static Rule rule(String verb) {
    return new Rule(List.of(verb), List.of(""), List.of("pods"), List.of(), List.of());
  }

  @Test
  void whatEscalatesIsWarnedOfBeforeAnythingThatCouldBeCutOff() {
    List<String> warnings = Permissions.warnings(entitlement(READ, BIND), NOTHING);
    assertThat(warnings)
        .containsExactly("can lead to more than it says (verb bind): Role r in namespace stock");
    assertThat(Permissions.warnings(entitlement(READ), NOTHING)).isEmpty();
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
    List<String> warnings = Permissions.warnings(entitlement, NOTHING);
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
