package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.Stillness;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An offer tells what is new in it, as it is when it is made; that is no part of its digest. */
final class HeldBesideIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";

  @ConcurrentTest
  void whatIsHeldAlreadyIsToldApartFromWhatIsAdded() {
    Shop shop = Shop.bare(LAB.lab());
    bind(shop, "orders-reader", "{kind: Group, name: \"system:serviceaccounts:%s\"}");
    shop.offers(
        Entitled.reader()
            .giving(
                Entitled.token("read", "orders-reader"), Entitled.token("write", "orders-writer")));
    AtomicInteger tries = new AtomicInteger();
    Lab.await()
        .until(
            () ->
                shop.asks("first-" + tries.incrementAndGet(), HOUR).offer().permissions().stream()
                    .anyMatch(line -> line.startsWith("already held")));
    assertThat(shop.asks("nightly", HOUR).offer().permissions())
        .containsExactly(
            "adds write: create configmaps in namespace " + shop.orders(),
            "already held read: get, list configmaps in namespace " + shop.orders());
    assertThat(shop.asks("less", HOUR + ", targets: [read]").offer().warnings())
        .containsExactly("adds nothing: the subject may do all of this already");
  }

  /** Whoever writes a role decides on its order, and may begin with what is long. */
  @ConcurrentTest
  void nothingThatIsAddedIsLeftOutOfTheOffer() {
    Shop shop = Shop.bare(LAB.lab());
    role(
        shop,
        "{apiGroups: [\"\"], resources: [%s, secrets], resourceNames: [prod-db], verbs: [get]}"
            .formatted("a".repeat(170)));
    shop.offers(Entitled.reader().giving(Entitled.token("hide", "orders-writer")));
    Asked hides = shop.asks("nightly", HOUR);
    // The first offer may be of the role as it was before.
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(hides.offer().permissions())
                    .containsExactly(
                        "adds hide: get secrets named prod-db in namespace " + shop.orders(),
                        "adds hide: get "
                            + "a".repeat(170)
                            + " named prod-db in namespace "
                            + shop.orders()
                            + " (not built in: effects unknown)"));
    assertThat(hides.offer().warnings()).singleElement().asString().contains("Secrets", "prod-db");
    shop.offers(Entitled.reader().giving(Entitled.ownIdentity("own", "view")));
    Asked views = shop.asks("views", HOUR);
    // The first offer may be of the catalog as it was before.
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(String.join("", views.offer().permissions()))
                    .contains("configmaps", "pods/log", "ingresses")
                    .doesNotContain("…"));
    assertThat(views.offer().permissions())
        .allMatch(line -> line.endsWith(" in namespace " + shop.orders()));
  }

  @ConcurrentTest
  void whatCannotBeShownInFullIsNotOffered() {
    Shop shop = Shop.bare(LAB.lab());
    role(
        shop,
        IntStream.range(0, 128)
            .mapToObj(i -> "r".repeat(240) + i)
            .collect(
                Collectors.joining(", ", "{apiGroups: [\"\"], resources: [", "], verbs: [get]}")));
    shop.offers(Entitled.reader().giving(Entitled.token("much", "orders-writer")));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(shop.entitlement("reader").reason())
                    .contains("could not be shown all of it ("));
    Asked waits = shop.asks("nightly", HOUR);
    assertThat(waits.condition("Accepted", "OfferTooLarge").getMessage()).contains("narrow");
  }

  private static void role(Shop shop, String rules) {
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: orders-writer, namespace: %s}
        rules: [%s]
        """
            .formatted(shop.orders(), rules));
  }

  /** Its own grant is not what it holds besides. */
  @ConcurrentTest
  void whoDecidesOnARenewalSeesWhatIsHeldBesidesByThen() {
    Entitled renewable =
        Entitled.reader()
            .giving(Entitled.ownIdentity("own", "view"))
            .with("renewal: {openBefore: 50m, maxTotal: 24h}");
    Shop shop = Shop.offering(LAB.lab(), renewable);
    Asked plain = shop.asks("plain", "duration: 51m, justification: month-end report");
    List<String> first = plain.offer().permissions();
    plain.activeBy(Cast.OLGA);
    assertThat(renewal(shop, plain).permissions()).isEqualTo(first);
  }

  private static Offer renewal(Shop shop, Asked asked) {
    shop.offers(
        Entitled.reader()
            .giving(Entitled.ownIdentity("own", "view"))
            .with("renewal: {openBefore: 51m, maxTotal: 24h}"));
    Lab.await().until(() -> Objects.requireNonNull(asked.status().offer()).renewal() == 1);
    return Objects.requireNonNull(asked.status().offer());
  }

  @ConcurrentTest
  void unrelatedBindingsChangeNeitherTheOfferNorTheStatus() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR);
    String digest = asked.offer().digest();
    String version = Stillness.of(() -> version(asked.now()), Duration.ofSeconds(1));
    bind(shop, "orders-writer", "{kind: ServiceAccount, name: worker, namespace: %s}");
    Lab.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> version(asked.now()).equals(version));
    assertThat(asked.offer().digest()).isEqualTo(digest);
    asked.activeBy(Cast.OLGA);
  }

  private static String version(AccessRequest request) {
    return request.getMetadata().getResourceVersion();
  }

  private static void bind(Shop shop, String role, String subject) {
    shop.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: by-hand, namespace: %s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
        subjects: [%s]
        """
            .formatted(shop.orders(), role, subject.formatted(shop.namespace())));
  }
}
