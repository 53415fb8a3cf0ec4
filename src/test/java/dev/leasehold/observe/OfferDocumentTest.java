package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OfferDocumentTest {
  private static final Rule RULE =
      new Rule(List.of("get"), List.of(""), List.of("pods"), List.of("a"), List.of());

  private static final String SPEC =
      """
      entitlement: {catalog: payments, name: orders-reader}
      subject: {serviceAccountName: nightly}
      duration: 4h
      targets: [shop]
      justification: why
      ticket: CHG-1
      channel: {type: CLI, name: kubectl}
      secretName: there
      requestId: "1"
      """;

  private static AccessRequest request(String uid, String spec) {
    String yaml =
        "metadata: {name: n, namespace: payments, uid: " + uid + "}\nspec:\n" + spec.indent(2);
    return new KubernetesSerialization().unmarshal(yaml, AccessRequest.class);
  }

  private static String digest(
      AccessRequest request, Entitlement offered, String subject, String nonce) {
    return CanonicalDigest.of(OfferDocument.of(request, offered, subject, 0, nonce));
  }

  private static String digest(Entitlement offered) {
    return digest(request("u", SPEC), offered, "s", "n");
  }

  private static Entitlement with(Target... targets) {
    return Offered.ordinary().handingOut(targets).entitlement();
  }

  private static Target token(Rule... rules) {
    return token("shop", "orders-reader", "shop", Duration.ofHours(1), List.of(), rules);
  }

  private static Target token(
      String name,
      String role,
      String namespace,
      Duration ttl,
      List<String> audiences,
      Rule... rules) {
    dev.leasehold.model.Binding bound = Offered.bind(role, namespace);
    return new Target.ServiceAccountToken(
        name,
        List.of(new dev.leasehold.model.Binding(bound.role(), namespace, List.of(rules))),
        ttl,
        audiences);
  }

  @Test
  void whateverWouldBeGrantedOtherwiseHasAnotherDigest() {
    List<String> digests = new ArrayList<>();
    digests.add(digest(with(token(RULE))));
    Duration hour = Duration.ofHours(1);
    digests.add(digest(with(token("other", "orders-reader", "shop", hour, List.of(), RULE))));
    digests.add(digest(with(token("shop", "other", "shop", hour, List.of(), RULE))));
    digests.add(digest(with(token("shop", "orders-reader", "other", hour, List.of(), RULE))));
    digests.add(
        digest(with(token("shop", "orders-reader", "shop", hour.plusSeconds(1), List.of(), RULE))));
    digests.add(digest(with(token("shop", "orders-reader", "shop", hour, List.of("x"), RULE))));
    digests.add(digest(with(new Target.RoleBinding("shop", token(RULE).bindings()))));
    digests.add(digest(with(token(RULE, RULE))));
    digests.add(digest(with(token(RULE), Offered.OWN)));
    List<String> x = List.of("x");
    digests.add(
        digest(
            with(
                token(
                    new Rule(
                        x, RULE.apiGroups(), RULE.resources(), RULE.resourceNames(), List.of())))));
    digests.add(
        digest(
            with(
                token(
                    new Rule(
                        RULE.verbs(), x, RULE.resources(), RULE.resourceNames(), List.of())))));
    digests.add(
        digest(
            with(
                token(
                    new Rule(
                        RULE.verbs(), RULE.apiGroups(), x, RULE.resourceNames(), List.of())))));
    digests.add(
        digest(
            with(token(new Rule(RULE.verbs(), RULE.apiGroups(), RULE.resources(), x, List.of())))));
    digests.add(
        digest(
            with(
                token(
                    new Rule(
                        RULE.verbs(), RULE.apiGroups(), RULE.resources(), List.of(), List.of())))));
    digests.add(
        digest(
            with(
                token(
                    new Rule(
                        RULE.verbs(),
                        RULE.apiGroups(),
                        RULE.resources(),
                        RULE.resourceNames(),
                        x)))));
    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void anotherRequestSubjectOrNonceHasAnotherDigest() {
    Entitlement offered = Offered.ordinary().entitlement();
    List<String> digests = new ArrayList<>();
    digests.add(digest(request("u", SPEC), offered, "s", "n"));
    digests.add(digest(request("v", SPEC), offered, "s", "n"));
    digests.add(digest(request("u", SPEC), offered, "t", "n"));
    digests.add(digest(request("u", SPEC), offered, "s", "m"));
    Map<String, String> changes = new HashMap<>();
    changes.put("payments", "p");
    changes.put("orders-reader", "o");
    changes.put("nightly", "m");
    changes.put("4h", "5h");
    changes.put("[shop]", "[shop, own]");
    changes.put("why", "because");
    changes.put("CHG-1", "CHG-2");
    changes.put("CLI", "Portal");
    changes.put("kubectl", "k");
    changes.put("there", "here");
    changes.put("\"1\"", "\"2\"");
    changes.put("requestId", "startAt: \"2026-12-01T08:00:00Z\"\nrequestId");
    changes.put("ticket", "emergency: true\nticket");
    changes.forEach(
        (from, to) -> digests.add(digest(request("u", SPEC.replace(from, to)), offered, "s", "n")));
    assertThat(digests).hasSize(17).doesNotHaveDuplicates();
  }

  @Test
  void whoMayAskMakesNoOtherOffer() {
    assertThat(digest(Offered.ordinary().fromNowhere().entitlement()))
        .isEqualTo(digest(Offered.ordinary().entitlement()));
    assertThat(
            digest(Offered.ordinary().capped(OptionalInt.of(3), OptionalInt.of(9)).entitlement()))
        .isEqualTo(digest(Offered.ordinary().entitlement()));
  }

  @Test
  void theDigestIsOverCanonicalJsonInWhateverOrderItIsWritten() {
    assertThat(CanonicalDigest.of("{\"b\": 1,\n \"a\": [2, 1.0]}"))
        .isEqualTo(CanonicalDigest.of("{\"a\":[2,1],\"b\":1}"))
        .isEqualTo(CanonicalDigest.of("{\"a\":[2,1],\"b\":1e0}"))
        .matches("[0-9a-f]{64}");
    assertThat(CanonicalDigest.of("{\"a\":[1,2]}"))
        .isNotEqualTo(CanonicalDigest.of("{\"a\":[2,1]}"));
    assertThat(digest(Offered.ordinary().entitlement()))
        .isEqualTo(digest(Offered.ordinary().entitlement()));
  }

  @Test
  void everythingThatIsHandedOutOfVaultMakesAnotherDigest() {
    Target.Vault db = Offered.DATABASE;
    VaultSource source = db.source();
    List<Target> all =
        List.of(
            db,
            new Target.Vault(
                "db2", "default", "leasehold-payments", db.policies(), source, Map.of(), HOUR),
            new Target.Vault(
                "db", "other", "leasehold-payments", db.policies(), source, Map.of(), HOUR),
            new Target.Vault("db", "default", "t", db.policies(), source, Map.of(), HOUR),
            new Target.Vault(
                "db", "default", "leasehold-payments", List.of("p"), source, Map.of(), HOUR),
            new Target.Vault(
                "db",
                "default",
                "leasehold-payments",
                db.policies(),
                source,
                Map.of(),
                HOUR.plusSeconds(1)),
            Offered.vault(source, Map.of("a", "b")),
            Offered.vault(new VaultSource.Token(), Map.of()),
            Offered.vault(new VaultSource.Dynamic("database/creds/other", Map.of()), Map.of()),
            Offered.vault(
                new VaultSource.Dynamic("database/creds/orders-ro", Map.of("a", "b")), Map.of()),
            Offered.vault(
                new VaultSource.Static("database/creds/orders-ro", Optional.empty()), Map.of()),
            Offered.vault(
                new VaultSource.Static("database/creds/orders-ro", Optional.of(HOUR)), Map.of()));
    assertThat(all.stream().map(t -> digest(with(t))).distinct()).hasSameSizeAs(all);
  }

  private static final Duration HOUR = Duration.ofHours(1);
}
