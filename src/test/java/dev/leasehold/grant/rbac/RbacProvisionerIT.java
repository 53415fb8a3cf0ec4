package dev.leasehold.grant.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Notebook;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.model.Binding;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Established by using the tokens, as the operator and with the chart's rights only. */
class RbacProvisionerIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();

  private static final String SHOP = "provisioner-shop";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Target.ServiceAccountToken TOKEN = token(List.of());
  private static LabTerrain terrain;

  @BeforeAll
  static void start() {
    terrain = new LabTerrain(LAB.lab(), SHOP);
  }

  @AfterAll
  static void close() {
    terrain.close();
  }

  @Test
  void tokenWorksWhereGrantedAndDiesWithTheGrant() {
    Grant grant = terrain.grant(List.of(TOKEN));
    Holdings known = provision(grant);
    Issued issued = issue(grant, TOKEN, 1, HOUR);
    try (Bearer bearer = Bearer.ofToken(lab(), issued.credential())) {
      Lab.await().until(() -> bearer.list("configmaps", SHOP) == 200);
      assertThat(bearer.list("secrets", SHOP)).isEqualTo(403);
      assertThat(bearer.list("configmaps", "default")).isEqualTo(403);
      assertGone(terrain.provisioner().cut(grant, TOKEN, known));
      Bearer.within(Duration.ofSeconds(2)).until(() -> bearer.list("configmaps", SHOP) == 403);
      assertGone(terrain.provisioner().remove(grant, TOKEN, with(known, issued)));
      Bearer.within(Duration.ofSeconds(25)).until(() -> bearer.list("configmaps", SHOP) == 401);
    }
  }

  @Test
  void kubeconfigIsCompleteInItself() {
    Grant grant = terrain.grant(List.of(TOKEN));
    provision(grant);
    Issued issued = issue(grant, TOKEN, 1, HOUR);
    try (Bearer bearer = Bearer.ofKubeconfig(lab(), issued.credential())) {
      Lab.await().until(() -> bearer.list("configmaps", SHOP) == 200);
    }
    assertThat(Bearer.text(issued.credential(), "namespace")).isEqualTo(SHOP);
    assertThat(Bearer.text(issued.credential(), "ca.crt"))
        .isEqualTo(terrain.settings().certificateAuthority());
  }

  @Test
  void foreignFinalizerOnABindingKeepsNoAccess() {
    Grant grant = terrain.grant(List.of(TOKEN));
    Holdings known = provision(grant);
    ObjectRef binding = known.objects().getLast();
    terrain.hold(binding);
    try (Bearer bearer = Bearer.ofToken(lab(), issue(grant, TOKEN, 1, HOUR).credential())) {
      Lab.await().until(() -> bearer.list("configmaps", SHOP) == 200);
      assertThat(terrain.provisioner().cut(grant, TOKEN, known))
          .isInstanceOfSatisfying(
              Removal.Left.class,
              left ->
                  assertThat(left.reason().message())
                      .contains(SHOP, "example.com/hold", "grants nothing"));
      Bearer.within(Duration.ofSeconds(2)).until(() -> bearer.list("configmaps", SHOP) == 403);
      terrain.release(binding);
      assertGone(terrain.provisioner().cut(grant, TOKEN, known));
    }
  }

  @Test
  void deletedAnchorKillsEveryCopyOfItsToken() {
    Grant grant = terrain.grant(List.of(TOKEN));
    provision(grant);
    Issued issued = issue(grant, TOKEN, 1, HOUR);
    try (Bearer bearer = Bearer.ofToken(lab(), issued.credential())) {
      Lab.await().until(() -> bearer.list("configmaps", SHOP) == 200);
      terrain.lose(issued.facts().anchor());
      Bearer.within(Duration.ofSeconds(15)).until(() -> bearer.list("configmaps", SHOP) == 401);
    }
  }

  @Test
  void bothGenerationsWorkUntilTheFirstIsRetired() {
    Grant grant = terrain.grant(List.of(TOKEN));
    Holdings known = provision(grant);
    Issued first = issue(grant, TOKEN, 1, HOUR);
    Issued second = issue(grant, TOKEN, 2, HOUR);
    Holdings both =
        new Holdings(known.objects(), Optional.of(second.facts()), Optional.of(first.facts()));
    try (Bearer one = Bearer.ofToken(lab(), first.credential());
        Bearer two = Bearer.ofToken(lab(), second.credential())) {
      Lab.await().until(() -> one.list("configmaps", SHOP) == 200);
      assertThat(two.list("configmaps", SHOP)).isEqualTo(200);
      assertGone(terrain.provisioner().retire(grant, TOKEN, 1, both));
      Bearer.within(Duration.ofSeconds(15)).until(() -> one.list("configmaps", SHOP) == 401);
      assertThat(two.list("configmaps", SHOP)).isEqualTo(200);
    }
  }

  @Test
  void tokenForOtherAudiencesIsForThemOnly() {
    Target.ServiceAccountToken target = token(List.of("https://vault.example.com"));
    Grant grant = terrain.grant(List.of(target));
    terrain.provisioner().provision(grant, target);
    Issued issued = issue(grant, target, 1, HOUR);
    try (Bearer bearer = Bearer.ofToken(lab(), issued.credential())) {
      assertThat(bearer.list("configmaps", SHOP)).isEqualTo(401);
    }
    TokenReview review =
        new TokenReviewBuilder()
            .withNewSpec()
            .withToken(Bearer.text(issued.credential(), "token"))
            .withAudiences("https://vault.example.com")
            .endSpec()
            .build();
    TokenReview answer = lab().adminClient().resource(review).create();
    assertThat(answer.getStatus().getAuthenticated()).isTrue();
    assertThat(
            answer
                .getStatus()
                .getUser()
                .getExtra()
                .get("authentication.kubernetes.io/credential-id"))
        .containsExactly("JTI=" + issued.facts().jti());
  }

  @Test
  void shortWindowsGetTheShortestTokenThereIs() {
    Grant grant = terrain.grant(List.of(TOKEN));
    provision(grant);
    CredentialFacts facts = issue(grant, TOKEN, 1, Duration.ofSeconds(30)).facts();
    assertThat(Duration.between(facts.issuedAt(), facts.expiresAt()))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void longWindowsGetATokenOfADayAtMost() {
    Grant grant = terrain.grant(List.of(TOKEN));
    provision(grant);
    CredentialFacts facts = issue(grant, TOKEN, 1, Duration.ofDays(30)).facts();
    assertThat(Duration.between(facts.issuedAt(), facts.expiresAt())).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void rolesThatTheChartDoesNotNameCannotBeBound() {
    Target target =
        new Target.ServiceAccountToken(
            "shop", List.of(binding(RoleRef.Kind.CLUSTER_ROLE, "edit", SHOP)), HOUR, List.of());
    Grant grant = terrain.grant(List.of(target));
    assertThatThrownBy(() -> terrain.provisioner().provision(grant, target))
        .isInstanceOfSatisfying(
            Unavailable.class,
            unavailable -> assertThat(unavailable.reason().code()).hasToString("MayNotBind"));
  }

  @Test
  void rolesThatTheChartNoLongerNamesCanStillBeTakenBack() {
    Grant grant = terrain.grant(List.of(TOKEN));
    Holdings known = provision(grant);
    List<PolicyRule> named = bindable(List.of());
    try {
      Lab.await().until(() -> !mayProvision(terrain.grant(List.of(TOKEN))));
      assertGone(terrain.provisioner().cut(grant, TOKEN, known));
    } finally {
      bindable(named);
    }
    Lab.await().until(() -> mayProvision(terrain.grant(List.of(TOKEN))));
  }

  @Test
  void rolesNotMeantForSubjectsAreNotBoundToThem() {
    Target target =
        new Target.RoleBinding("own", List.of(binding(RoleRef.Kind.ROLE, "orders-reader", SHOP)));
    Grant grant = terrain.grant(List.of(target));
    assertRefused(terrain.provisioner().provision(grant, target), "Fenced");
  }

  @Test
  void namespacesThatAreNotThereAreRefused() {
    Target target =
        new Target.ServiceAccountToken(
            "shop",
            List.of(binding(RoleRef.Kind.ROLE, "orders-reader", "nowhere")),
            HOUR,
            List.of());
    Grant grant = terrain.grant(List.of(target));
    assertRefused(terrain.provisioner().provision(grant, target), "NamespaceUnavailable");
    assertGone(terrain.provisioner().cut(grant, target, Holdings.unknown()));
  }

  @Test
  void bindingsOfADeletedNamespaceAreGone() {
    String doomed = lab().namespace("provisioner-doomed", Map.of());
    Target target =
        new Target.ServiceAccountToken(
            "shop", List.of(binding(RoleRef.Kind.ROLE, "orders-reader", doomed)), HOUR, List.of());
    Grant grant = terrain.grant(List.of(target));
    List<ObjectRef> objects = done(terrain.provisioner().provision(grant, target));
    Holdings known = new Holdings(objects, Optional.empty(), Optional.empty());
    lab().adminClient().namespaces().withName(doomed).delete();
    Lab.await().until(() -> lab().adminClient().namespaces().withName(doomed).get() == null);
    assertGone(terrain.provisioner().cut(grant, target, known));
  }

  /** Changes what the chart's bindable roles came to, and returns what it was. */
  private static List<PolicyRule> bindable(List<PolicyRule> rules) {
    Resource<ClusterRole> role =
        lab().adminClient().rbac().clusterRoles().withName("leasehold-operator-bind");
    List<PolicyRule> before = role.get().getRules();
    role.edit(found -> new ClusterRoleBuilder(found).withRules(rules).build());
    return before;
  }

  private static boolean mayProvision(Grant grant) {
    try {
      return terrain.provisioner().provision(grant, TOKEN) instanceof Outcome.Done;
    } catch (Unavailable e) {
      return false;
    }
  }

  private static Holdings provision(Grant grant) {
    List<ObjectRef> objects = done(terrain.provisioner().provision(grant, TOKEN));
    return new Holdings(objects, Optional.empty(), Optional.empty());
  }

  private static Issued issue(
      Grant grant, Target.ServiceAccountToken target, int generation, Duration lifetime) {
    Instant now = Instant.now();
    return done(terrain
            .provisioner()
            .issue(grant, target, generation, now, now.plus(lifetime), Notebook.blank()))
        .orElseThrow();
  }

  private static Holdings with(Holdings known, Issued issued) {
    return new Holdings(known.objects(), Optional.of(issued.facts()), Optional.empty());
  }

  private static Lab lab() {
    return LAB.lab();
  }

  private static Target.ServiceAccountToken token(List<String> audiences) {
    return new Target.ServiceAccountToken(
        "shop", List.of(binding(RoleRef.Kind.ROLE, "orders-reader", SHOP)), HOUR, audiences);
  }

  private static Binding binding(RoleRef.Kind kind, String role, String namespace) {
    return new Binding(new RoleRef(kind, role), namespace, List.of());
  }

  private static void assertGone(Removal removal) {
    assertThat(removal).isInstanceOf(Removal.Gone.class);
  }

  private static void assertRefused(Outcome<?> outcome, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason().code()).hasToString(code));
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }
}
