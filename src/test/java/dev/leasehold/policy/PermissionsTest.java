package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final Rule READ =
      new Rule(
          List.of("get", "list"),
          List.of("", "events.k8s.io"),
          List.of("events"),
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
            "adds shop: bind roles.rbac.authorization.k8s.io in namespace stock",
            "adds shop: get, list events, events.events.k8s.io named a, b in namespace stock");
  }

  @Test
  void whatIsHeldAlreadyIsToldApartAndComesLast() {
    Rule holds =
        new Rule(List.of("get", "watch"), List.of("*"), List.of("events"), List.of(), List.of());
    assertThat(Permissions.of(entitlement(READ, BIND), List.of(in("stock", holds))))
        .containsExactly(
            "adds shop: bind roles.rbac.authorization.k8s.io in namespace stock",
            "adds shop: list events, events.events.k8s.io named a, b in namespace stock",
            "already held shop: get events, events.events.k8s.io named a, b in namespace stock");
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
  void thatOthersCanChangeARoleIsWarnedOf() {
    List<Binding> gathered =
        Stream.of("shop", "stock")
            .map(
                namespace ->
                    new Binding(
                        clusterRole("view"),
                        Optional.empty(),
                        namespace,
                        Optional.empty(),
                        List.of(READ),
                        Optional.of("aggregate-to-view=true")))
            .toList();
    assertThat(Permissions.warnings(giving(gathered), NOTHING))
        .containsExactly(
            "others can change what it allows, and its access ends if that becomes more (it has the"
                + " rules of all ClusterRoles with aggregate-to-view=true): ClusterRole view in"
                + " namespaces shop, stock");
  }

  /** Each is shown by its UID, and by no line. */
  @Test
  void bindingsOfRolesThatAllowNothingAreBoundedToo() {
    List<Binding> empty =
        IntStream.range(0, 129)
            .mapToObj(i -> new Binding(clusterRole("r"), "stock-" + i, List.of()))
            .toList();
    assertThat(Permissions.excess(giving(empty.subList(0, 128)))).isEmpty();
    assertThat(Permissions.excess(giving(empty)))
        .contains("129 role bindings, and at most 128 are shown");
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

  /** Whoever pads a role, or binds it to a hundred more, must not hide it from approvers. */
  @Test
  void whatIsTooLargeToBeShownIsWarnedOf() {
    assertThat(
            Permissions.warnings(
                entitlement(BIND), List.of(HeldRole.unknown(HELD, Optional.of("other")))))
        .contains(
            "the subject may hold beside this what is too large to be shown: ClusterRole held in"
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

  /** A role's author decides in which order resources stand, and can begin with what is long. */
  @Test
  void whatMattersIsNotHiddenBehindWhatIsLong() {
    Rule filled =
        new Rule(
            List.of("get"),
            List.of(""),
            List.of("a".repeat(170), "secrets"),
            List.of("prod-db"),
            List.of());
    assertThat(Permissions.of(entitlement(READ, filled), NOTHING))
        .containsExactly(
            "adds shop: get secrets named prod-db in namespace stock",
            "adds shop: get "
                + "a".repeat(170)
                + " named prod-db in namespace stock (not built in: effects unknown)",
            "adds shop: get, list events, events.events.k8s.io named a, b in namespace stock");
    Rule eleven =
        new Rule(
            List.of("get"),
            List.of(""),
            List.of(
                "configmaps",
                "services",
                "endpoints",
                "persistentvolumeclaims",
                "replicationcontrollers",
                "limitranges",
                "resourcequotas",
                "podtemplates",
                "events",
                "serviceaccounts",
                "secrets"),
            List.of("db-root-password"),
            List.of());
    assertThat(Permissions.of(entitlement(eleven), NOTHING))
        .allMatch(line -> line.endsWith(" named db-root-password in namespace stock"))
        .first()
        .isEqualTo("adds shop: get secrets named db-root-password in namespace stock");
    assertThat(Permissions.warnings(entitlement(eleven), NOTHING))
        .containsExactly(
            "hands out Secrets by name, which stay known after its end (db-root-password): Role r"
                + " in namespace stock");
  }

  @Test
  void theMostDangerousComesFirst() {
    List<Rule> rules =
        List.of(
            on("leasehold.dev", "accessrequests", "get"),
            on("admissionregistration.k8s.io", "validatingadmissionpolicies", "get"),
            on("", "nodes/proxy", "get"),
            on("", "pods/exec", "create"),
            on("batch", "jobs", "create"),
            on("", "pods", "get"),
            on("", "serviceaccounts/token", "create"),
            on("rbac.authorization.k8s.io", "rolebindings", "create"),
            on("", "secrets", "get"),
            on("", "*", "get"),
            on("", "users", "impersonate"));
    assertThat(Permissions.of(entitlement(rules.toArray(Rule[]::new)), NOTHING))
        .extracting(line -> line.split(" ", -1)[3])
        .containsExactly(
            "*",
            "users",
            "secrets",
            "rolebindings.rbac.authorization.k8s.io",
            "serviceaccounts/token",
            "pods/exec,",
            "nodes/proxy",
            "validatingadmissionpolicies.admissionregistration.k8s.io",
            "accessrequests.leasehold.dev",
            "pods");
  }

  /** By what it says alone an approver could write the role again. */
  @Test
  void everythingIsSaidHoweverMuchItIsAndNoLineIsCut() {
    List<String> verbs = words("verb", 12);
    List<String> resources = words("resource", 20);
    List<String> names = words("name", 14);
    Rule wide = new Rule(verbs, List.of("", "apps"), resources, names, List.of());
    List<String> lines = Permissions.of(entitlement(wide), NOTHING);
    assertThat(Permissions.excess(entitlement(wide))).isEmpty();
    assertThat(lines).allMatch(l -> l.contains(" in namespace stock") && l.length() < 500);
    for (String verb : verbs) {
      for (String resource : resources) {
        for (String name : names) {
          assertThat(lines)
              .as(verb + " " + resource + " " + name)
              .anyMatch(l -> says(l, verb) && says(l, resource + ".apps") && says(l, name));
        }
      }
    }
  }

  private static boolean says(String line, String word) {
    return List.of(line.split("[ ,]+", -1)).contains(word);
  }

  private static List<String> words(String word, int count) {
    return IntStream.range(0, count).mapToObj(i -> word + i).toList();
  }

  @Test
  void rulesThatDifferInNothingButResourcesAreToldTogether() {
    Rule[] many =
        IntStream.range(0, 300).mapToObj(i -> on("apps", "r" + i, "get")).toArray(Rule[]::new);
    assertThat(Permissions.of(entitlement(many), NOTHING)).hasSizeBetween(10, 40);
    assertThat(Permissions.excess(entitlement(many))).isEmpty();
  }

  @Test
  void whatCannotBeShownInFullIsSaidWithNumbers() {
    Rule[] many =
        IntStream.range(0, 129).mapToObj(i -> on("", "pods", "v" + i)).toArray(Rule[]::new);
    assertThat(Permissions.excess(entitlement(many))).contains("more than 128 lines");
    Rule[] just =
        IntStream.range(0, 128).mapToObj(i -> on("", "pods", "v" + i)).toArray(Rule[]::new);
    assertThat(Permissions.excess(entitlement(just))).isEmpty();
    assertThat(Permissions.of(entitlement(just), NOTHING)).hasSize(128);
    Rule lengthy = on("", "p".repeat(1300), "get");
    assertThat(Permissions.excess(entitlement(lengthy)).orElseThrow()).startsWith("a line of 13");
    Rule[] heavy =
        IntStream.range(0, 20)
            .mapToObj(i -> on("", "p" + "q".repeat(900) + i, "get"))
            .toArray(Rule[]::new);
    assertThat(Permissions.excess(entitlement(heavy)).orElseThrow())
        .contains("characters, and at most");
    Rule huge =
        new Rule(
            words("v".repeat(80), 3000),
            List.of(""),
            words("r".repeat(100), 3000),
            words("n".repeat(100), 3000),
            List.of());
    assertThat(Permissions.excess(entitlement(huge))).contains("more than 128 lines");
  }

  /** What is held is others' to decide: it never keeps an offer from being shown. */
  @Test
  void whereTellingApartTakesTooManyLinesAllCountsAsAdded() {
    Rule[] just =
        IntStream.range(0, 128)
            .mapToObj(
                i ->
                    new Rule(
                        List.of("get", "v" + i),
                        List.of(""),
                        List.of("pods"),
                        List.of(),
                        List.of()))
            .toArray(Rule[]::new);
    List<String> lines =
        Permissions.of(entitlement(just), List.of(in("stock", on("", "pods", "get"))));
    assertThat(lines).hasSize(128).allMatch(line -> line.startsWith("adds "));
  }

  private static Rule on(String group, String resource, String verb) {
    return new Rule(List.of(verb), List.of(group), List.of(resource), List.of(), List.of());
  }

  @Test
  void whatEscalatesIsWarnedOfBeforeAnythingThatCouldBeCutOff() {
    List<String> warnings = Permissions.warnings(entitlement(READ, BIND), NOTHING);
    assertThat(warnings)
        .containsExactly("can lead to more than it says (verb bind): Role r in namespace stock");
    assertThat(Permissions.warnings(entitlement(READ), NOTHING)).isEmpty();
  }

  @Test
  void noWarningIsLeftOut() {
    List<Binding> bindings =
        IntStream.range(0, 20)
            .mapToObj(i -> new Binding(clusterRole("r" + i), "stock", List.of(BIND)))
            .toList();
    List<String> warnings = Permissions.warnings(giving(bindings), NOTHING);
    assertThat(warnings)
        .hasSize(20)
        .allMatch(w -> w.startsWith("can lead to more than it says (verb bind): ClusterRole r"));
    List<Binding> places =
        IntStream.range(0, 20)
            .mapToObj(i -> new Binding(clusterRole("r"), "stock-" + i, List.of(BIND)))
            .toList();
    assertThat(Permissions.warnings(giving(places), NOTHING))
        .singleElement()
        .asString()
        .contains("ClusterRole r in namespaces stock-0, stock-1, ")
        .endsWith("stock-19");
    List<Binding> more =
        IntStream.range(0, 49)
            .mapToObj(i -> new Binding(clusterRole("r" + i), "stock", List.of(BIND)))
            .toList();
    assertThat(Permissions.excess(giving(more))).contains("49 warnings, and at most 48 are shown");
  }

  @Test
  void whatStartsContainersIsWarnedOfAsWhatItLeadsTo() {
    assertThat(Permissions.warnings(entitlement(on("", "pods", "create")), NOTHING))
        .containsExactly(
            "can run containers as any service account of the namespace, and so read its Secrets"
                + " (create pods): Role r in namespace stock");
    assertThat(Permissions.warnings(entitlement(on("apps", "deployments", "patch")), NOTHING))
        .anyMatch(w -> w.contains("(patch deployments)"));
    assertThat(Permissions.warnings(entitlement(on("", "pods", "list")), NOTHING)).isEmpty();
  }

  @Test
  void whatLeadsToMoreIsWarnedOfByWhatItLeadsTo() {
    String rbac = "rbac.authorization.k8s.io";
    Map<Rule, String> leads =
        Map.of(
            on("", "pods/exec", "get"), "can run commands in pods of the namespace",
            on("", "pods/attach", "create"), "read what they mount (create pods/attach)",
            on("", "serviceaccounts/token", "create"), "can get tokens of service accounts",
            on(rbac, "rolebindings", "create"), "can bind what it may do to others",
            on(rbac, "clusterrolebindings", "*"), "stays after its end (* clusterrolebindings)");
    leads.forEach(
        (rule, says) ->
            assertThat(Permissions.warnings(entitlement(rule), NOTHING))
                .as(rule.toString())
                .hasSize(2)
                .last()
                .asString()
                .contains(says));
    Rule named =
        new Rule(
            List.of("create"),
            List.of(""),
            List.of("serviceaccounts/token"),
            List.of("deployer", "backup"),
            List.of());
    assertThat(Permissions.warnings(entitlement(named), NOTHING).getLast())
        .contains("serviceaccounts/token named deployer")
        .contains("serviceaccounts/token named backup");
    assertThat(Permissions.warnings(entitlement(on(rbac, "rolebindings", "list")), NOTHING))
        .isEmpty();
    assertThat(Permissions.warnings(entitlement(on("", "pods/exec", "delete")), NOTHING))
        .hasSize(1);
  }

  @Test
  void whatCannotBeTakenBackIsWarnedOfFirst() {
    Target.ServiceAccountToken token =
        new Target.ServiceAccountToken(
            "cloud",
            List.of(new Binding(clusterRole("r"), "stock", List.of(BIND))),
            Duration.ofHours(2),
            List.of("sts.example.com"));
    assertThat(Permissions.warnings(Offered.ordinary().handingOut(token).entitlement(), NOTHING))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("cannot be taken back");
  }

  @Test
  void tokensThatCannotBeTakenBackAreWarnedOf() {
    for (List<String> audiences : List.of(List.<String>of(), List.of("sts.example.com", "vault"))) {
      Target.ServiceAccountToken token =
          new Target.ServiceAccountToken("cloud", List.of(), Duration.ofHours(2), audiences);
      List<String> warnings =
          Permissions.warnings(Offered.ordinary().handingOut(token).entitlement(), NOTHING);
      assertThat(warnings).hasSize(audiences.isEmpty() ? 0 : 1);
      assertThat(warnings)
          .allMatch(w -> w.contains("cannot be taken back"))
          .allMatch(
              w -> w.endsWith("up to 2h after its end (audiences sts.example.com, vault): cloud"));
    }
  }

  /** Who decides to use audiences reads there what follows. */
  @Test
  void theThreatModelSaysThatTheyCannotBeRevoked() throws IOException {
    String page = Files.readString(Path.of("src/docs/threat-model.md")).replaceAll("\\s+", " ");
    assertThat(page)
        .contains(
            "**Tokens with `audiences`** cannot be revoked for services that verify them with the"
                + " published keys",
            "for up to `credentialTTL` after the end. The offer warns of them, and their record"
                + " lists the `audiences`");
  }

  @Test
  void whatIsHeldBesideIsBoundedByACount() {
    List<HeldRole> holdings =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new HeldRole(
                        clusterRole("h" + i), Optional.empty(), List.of(on("", "pods", "list"))))
            .toList();
    assertThat(Permissions.warnings(entitlement(READ), holdings))
        .hasSize(8)
        .last()
        .isEqualTo("and 13 roles more are held beside this");
  }

  private static RoleRef clusterRole(String name) {
    return new RoleRef(RoleRef.Kind.CLUSTER_ROLE, name);
  }

  private static Entitlement giving(List<Binding> bindings) {
    return Offered.ordinary().handingOut(new Target.RoleBinding("own", bindings)).entitlement();
  }

  private static Entitlement entitlement(Rule... rules) {
    Binding binding = new Binding(new RoleRef(RoleRef.Kind.ROLE, "r"), "stock", List.of(rules));
    return Offered.ordinary()
        .handingOut(new Target.RoleBinding("shop", List.of(binding)))
        .entitlement();
  }
}
