package dev.leasehold.upgrade;

import dev.leasehold.lab.Database;
import dev.leasehold.lab.Lab;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Identity;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A shop that offers something of every kind, and those who use what they were granted. */
final class Stock implements AutoCloseable {
  private static final String BECAUSE = "justification: nightly report, duration: ";

  private static final String LOGIN =
      "{name: db, vault: {connection: default, tokenRole: leasehold-payments, policies: [orders-ro],"
          + " dynamicSecret: {path: database/creds/orders-ro}, credentialTTL: 1h}}";

  /** For verifiers that nobody can tell that access has ended. */
  private static final String OUTSIDE =
      "{name: shop, serviceAccountToken: {bindings: [{roleRef: {kind: Role, name: orders-reader},"
          + " namespaces: [SHOP]}], credentialTTL: 10m, audiences: [billing]}}";

  private final Map<String, Use> uses = new ConcurrentHashMap<>();
  private final Shop shop;

  Stock(Lab lab) {
    this.shop = Shop.bare(lab);
    shop.offers(offered(lab.hasVault()).toArray(Entitled[]::new));
    for (String name : List.of("leaver", "watcher")) {
      new Identity(shop, name).made();
    }
  }

  private static List<Entitled> offered(boolean vault) {
    Entitled reader = Entitled.reader();
    List<Entitled> offered = new ArrayList<>();
    offered.add(reader);
    offered.add(reader.named("auto").approvedBy("mode: Auto"));
    offered.add(reader.named("own").giving(Entitled.ownIdentity("own", "Role", "orders-watcher")));
    offered.add(
        reader.named("pair").approvedBy("mode: Required, rules: [{role: owner, count: 2}]"));
    offered.add(reader.named("renewing").with("renewal: {openBefore: 1h, maxTotal: 24h}"));
    offered.add(reader.named("reviewed").with("review: {within: 1h, onOverdue: Flag}"));
    offered.add(reader.named("writer").giving(Entitled.token("shop", "orders-writer")));
    offered.add(reader.named("outside").giving(OUTSIDE));
    if (vault) {
      offered.add(reader.named("login").giving(LOGIN));
    }
    return offered;
  }

  Shop shop() {
    return shop;
  }

  /** Something that was asked for before. */
  Asked of(String name) {
    return new Asked(shop, name);
  }

  /** Rita asks for an entitlement for that long, with further fields of spec. */
  Asked asked(String name, String entitlement, String duration, String more) {
    return shop.asks(Cast.RITA, Map.of(), name, entitlement, BECAUSE + duration + more);
  }

  /** A token of that entitlement, approved by one owner and used from now on. */
  Asked token(String name, String entitlement, String duration) {
    return used(asked(name, entitlement, duration, "").activeBy(Cast.OLGA));
  }

  /** Begins to use what was delivered. */
  Asked used(Asked asked) {
    return uses(asked, asked.workload());
  }

  /** Begins to use what was bound to that service account. */
  Asked bound(Asked asked, String account) {
    String token = shop.lab().token(shop.namespace(), account, List.of());
    return uses(asked, Workload.bearing(shop.lab(), token));
  }

  /** Begins to use the login to the database. */
  Asked login(Asked asked) {
    Secret secret = asked.secret();
    String user = Workload.text(secret, "username");
    String word = Workload.text(secret, "password");
    Database database = shop.lab().vault().database();
    uses.put(asked.name(), new Use(() -> database.admits(user, word) ? 200 : 401));
    return asked;
  }

  private Asked uses(Asked asked, Workload workload) {
    uses.put(asked.name(), new Use(() -> workload.lists("configmaps", shop.orders())));
    return asked;
  }

  /** Who uses what was granted by that request. */
  Use use(String name) {
    Use use = uses.get(name);
    if (use == null) {
      throw new IllegalArgumentException("nobody uses " + name);
    }
    return use;
  }

  Map<String, Use> uses() {
    return Map.copyOf(uses);
  }

  @Override
  public void close() {
    uses.values().forEach(Use::close);
  }
}
