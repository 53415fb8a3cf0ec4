package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NarrowingTest {
  private static final Duration TTL = Duration.ofHours(1);
  private static final Binding ORDERS = Offered.bind("orders-reader", "shop");
  private static final Binding STOCK = Offered.bind("orders-reader", "stock");

  @Test
  void whatIsStillOnOfferStays() {
    assertStays(List.of(Offered.SHOP, Offered.OWN), Offered.SHOP, Offered.OWN);
    assertStays(List.of(Offered.SHOP), Offered.SHOP, Offered.OWN);
    assertStays(List.of(), Offered.OWN);
  }

  @Test
  void whatIsHandedOutBesidesIsNoMatter() {
    assertStays(List.of(token(List.of(ORDERS))), token(List.of(STOCK, ORDERS)));
    assertStays(List.of(token(List.of(ORDERS), "a")), token(List.of(ORDERS), "b", "a"));
  }

  @Test
  void theRulesOfARoleAreNoMatterSinceBindingsFollowIt() {
    Binding emptied = new Binding(ORDERS.role(), ORDERS.namespace(), List.of());
    assertStays(List.of(token(List.of(ORDERS))), token(List.of(emptied)));
  }

  @Test
  void theLifetimeOfCredentialsIsNoMatterSinceItIsPinned() {
    Target longer =
        new Target.ServiceAccountToken("shop", List.of(ORDERS), TTL.multipliedBy(2), List.of());
    assertStays(List.of(longer), token(List.of(ORDERS)));
  }

  @Test
  void whatWasTakenOutOfTheCatalogIsNamed() {
    assertNarrowed(List.of(Offered.SHOP, Offered.OWN), Offered.SHOP);
    assertNarrowed(List.of(Offered.OWN), Offered.SHOP);
    assertNarrowed(List.of(token(List.of(ORDERS, STOCK))), token(List.of(ORDERS)));
    assertNarrowed(List.of(token(List.of(ORDERS))), token(List.of(STOCK)));
    assertNarrowed(List.of(token(List.of(ORDERS))), token(List.of()));
    RoleRef cluster = new RoleRef(RoleRef.Kind.CLUSTER_ROLE, "orders-reader");
    assertNarrowed(
        List.of(token(List.of(ORDERS))), token(List.of(new Binding(cluster, "shop", List.of()))));
  }

  @Test
  void ofVaultTheSamePathByTheSamePoliciesHasToBeOnOffer() {
    Target.Vault db = Offered.DATABASE;
    assertStays(List.of(db), Offered.vault(db.source(), Map.of("url", "{{username}}")));
    assertStays(List.of(db), by("default", "leasehold-payments", "orders-ro", "more"));
    assertNarrowed(List.of(db), by("default", "leasehold-payments", "other"));
    assertNarrowed(List.of(db), by("other", "leasehold-payments", "orders-ro"));
    assertNarrowed(List.of(db), by("default", "leasehold-other", "orders-ro"));
    assertNarrowed(List.of(db), Offered.vault(new VaultSource.Token(), Map.of()));
    assertNarrowed(
        List.of(db),
        Offered.vault(new VaultSource.Dynamic("database/creds/other", Map.of()), Map.of()));
    assertNarrowed(List.of(db), Offered.SHOP);
  }

  private static Target by(String connection, String role, String... policies) {
    return new Target.Vault(
        "db", connection, role, List.of(policies), Offered.DATABASE.source(), Map.of(), TTL);
  }

  @Test
  void aTargetOfAnotherKindIsAnotherTarget() {
    Target binding = new Target.RoleBinding("shop", List.of(ORDERS));
    assertNarrowed(List.of(token(List.of(ORDERS))), binding);
    assertNarrowed(List.of(binding), token(List.of(ORDERS)));
  }

  @Test
  void audiencesTakenAwayAreNarrower() {
    assertNarrowed(List.of(token(List.of(ORDERS), "a", "b")), token(List.of(ORDERS), "a"));
    assertNarrowed(List.of(token(List.of(ORDERS))), token(List.of(ORDERS), "a"));
    assertNarrowed(List.of(token(List.of(ORDERS), "a")), token(List.of(ORDERS)));
  }

  private static Target token(List<Binding> bindings, String... audiences) {
    return new Target.ServiceAccountToken("shop", bindings, TTL, List.of(audiences));
  }

  private static void assertStays(List<Target> granted, Target... now) {
    assertThat(Narrowing.of(Offered.ordinary().handingOut(now).entitlement(), granted)).isEmpty();
  }

  private static void assertNarrowed(List<Target> granted, Target... now) {
    assertThat(Narrowing.of(Offered.ordinary().handingOut(now).entitlement(), granted))
        .hasValueSatisfying(
            reason -> {
              assertThat(reason.code()).hasToString("TargetNarrowed");
              assertThat(reason.message()).contains("payments.orders-reader", "ask again");
              assertThat(granted).anyMatch(t -> reason.message().contains("target " + t.name()));
            });
  }
}
