package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.policy.Company;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Within a catalog both are bound whichever of two entitlements names the other; across catalogs
 * only where both do.
 */
class CompanyReaderTest {
  private static final Request OWN = Asked.ordinary().request();
  private static final RoleRef ROLE = new RoleRef(RoleRef.Kind.ROLE, "admin");
  private static final RoleRef CLUSTER_ROLE = new RoleRef(RoleRef.Kind.CLUSTER_ROLE, "admin");

  private final List<EntitlementCatalog> catalogs = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Rival> rivals = new ArrayList<>();
  private final List<Boolean> asked = new ArrayList<>();

  private void catalog(String name, String... entitlements) {
    catalogs.add(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: {entitlements: [%s]}"
                .formatted(name, String.join(", ", entitlements)),
            EntitlementCatalog.class));
  }

  private static String entitlement(String name, String more) {
    return """
    {name: %s, state: Requestable, %s targets: [
      {name: a, serviceAccountToken: {bindings: [{roleRef: {kind: Role, name: admin}, namespaces: [shop, stock]}]}},
      {name: b, roleBinding: {bindings: [{roleRef: {kind: ClusterRole, name: admin}, namespaces: [shop]}]}}]}
    """
        .formatted(name, more);
  }

  private Company read() {
    return CompanyReader.read(new AccessRequest(), OWN, Optional.empty(), new View(), Asked.AT);
  }

  @Test
  void withinACatalogItIsExcludedWhicheverNamesTheOther() {
    catalog(
        "payments",
        entitlement("orders-reader", "conflictsWith: [payments.named],"),
        entitlement("names-it", "conflictsWith: [payments.orders-reader],"),
        entitlement("names-another", "conflictsWith: [payments.names-it],"));
    assertThat(read().excluded()).containsExactlyInAnyOrder("payments.named", "payments.names-it");
  }

  @Test
  void acrossCatalogsOnlyWhereBothNameEachOther() {
    catalog(
        "payments",
        entitlement(
            "orders-reader",
            "conflictsWith: [stock.far, stock.silent, stock.unheard-of, no.one],"));
    catalog(
        "stock",
        entitlement("far", "conflictsWith: [payments.orders-reader],"),
        entitlement("silent", "conflictsWith: [payments.other],"),
        entitlement("unwanted", "conflictsWith: [payments.orders-reader],"));
    assertThat(read().excluded()).containsExactly("stock.far");
  }

  /** Who owns a catalog cannot end or block what another catalog grants. */
  @Test
  void oneSidesWordExcludesNobody() {
    catalog("payments", entitlement("orders-reader", ""));
    catalog("stock", entitlement("far", "conflictsWith: [payments.orders-reader],"));
    held.add(new Held("system:authenticated", CLUSTER_ROLE, Optional.empty()));
    assertThat(read()).isEqualTo(Company.none());
  }

  @Test
  void ofADraftAndOfWhatIsRetiredOnlyLiveGrantsCount() {
    for (String state : List.of("Draft", "Retired")) {
      catalogs.clear();
      rivals.clear();
      held.clear();
      catalog(
          "payments",
          entitlement("orders-reader", "conflictsWith: [payments.far],"),
          entitlement("far", "").replace("Requestable", state));
      held.add(new Held("alice", ROLE, Optional.of("shop")));
      rivals.add(rival("asks", new Progress.Unjudged()));
      rivals.add(rival("has", new Progress.Live(Asked.AT)));
      assertThat(read().outside()).isEmpty();
      assertThat(read().rivals()).extracting(r -> r.request().name()).containsExactly("has");
      assertThat(read().excluded()).containsExactly("payments.far");
    }
  }

  @Test
  void whatEveryClusterLetsEverybodyDoIsNobodysDuty() {
    String basic = "system:basic-user";
    catalog(
        "payments",
        entitlement("orders-reader", "conflictsWith: [payments.far],"),
        entitlement("far", "")
            .replace(
                "{kind: ClusterRole, name: admin}",
                "{kind: ClusterRole, name: \"" + basic + "\"}"));
    RoleRef role = new RoleRef(RoleRef.Kind.CLUSTER_ROLE, basic);
    held.add(new Held("system:authenticated", role, Optional.empty()));
    held.add(new Held("system:serviceaccounts", role, Optional.empty()));
    assertThat(read().outside()).isEmpty();
    held.add(new Held("alice", role, Optional.empty()));
    held.add(new Held("system:authenticated", ROLE, Optional.of("shop")));
    assertThat(read().outside()).hasSize(2);
  }

  private static Rival rival(String name, Progress progress) {
    return new Rival(
        new RequestRef("payments", name, name),
        new EntitlementRef("payments", "far"),
        OWN.subject(),
        OWN.askers(),
        Asked.AT,
        progress);
  }

  @Test
  void nobodyIsLookedForWhereNothingDependsOnOthers() {
    catalog("payments", entitlement("orders-reader", ""));
    assertThat(read()).isEqualTo(Company.none());
    assertThat(asked).isEmpty();
  }

  @Test
  void capsAreAMatterOfTheNamespaceUnlessTheyAreTheRequesters() {
    catalog("payments", entitlement("orders-reader", "caps: {perSubject: 1},"));
    assertThat(read().excluded()).isEmpty();
    catalogs.clear();
    catalog("payments", entitlement("orders-reader", "caps: {perRequester: 1},"));
    assertThat(read().excluded()).isEmpty();
    assertThat(asked).containsExactly(false, true);
  }

  @Test
  void whatIsHeldOutsideCountsWhereTheExcludedWouldGiveIt() {
    catalog("payments", entitlement("orders-reader", "conflictsWith: [stock.far],"));
    catalog(
        "stock",
        entitlement("far", "conflictsWith: [payments.orders-reader],"),
        entitlement("near", ""));
    Held inShop = new Held("alice", ROLE, Optional.of("shop"));
    Held inStock = new Held("alice", ROLE, Optional.of("stock"));
    Held everywhere = new Held("bob", CLUSTER_ROLE, Optional.empty());
    held.addAll(
        List.of(
            inShop,
            inStock,
            everywhere,
            new Held("alice", ROLE, Optional.of("elsewhere")),
            new Held("alice", CLUSTER_ROLE, Optional.of("stock")),
            new Held("alice", new RoleRef(RoleRef.Kind.ROLE, "other"), Optional.of("shop"))));
    assertThat(read().outside())
        .containsExactlyInAnyOrder(outside(inShop), outside(inStock), outside(everywhere));
  }

  private static Company.Outside outside(Held held) {
    return new Company.Outside("stock.far", held.holder(), held.role(), held.namespace());
  }

  private final class View extends EmptyView {
    @Override
    public Optional<EntitlementCatalog> catalog(String name) {
      return catalogs.stream().filter(c -> c.getMetadata().getName().equals(name)).findFirst();
    }

    @Override
    public List<Rival> rivals(AccessRequest request, boolean everywhere) {
      asked.add(everywhere);
      return rivals;
    }

    @Override
    public List<Held> held(String namespace) {
      return namespace.equals(OWN.ref().namespace()) ? held : List.of();
    }
  }
}
