package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import dev.leasehold.model.Window;
import dev.leasehold.status.RecordWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role of which a record cannot hold every rule is named, with the numbers. */
class RoleTooLargeTest {
  private static final RoleRef ADMIN = new RoleRef(RoleRef.Kind.CLUSTER_ROLE, "admin");
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  private static Rule rule(int verbs, int groups, int resources, int names, int urls) {
    return new Rule(
        texts(verbs, 63),
        texts(groups, 253),
        texts(resources, 253),
        texts(names, 253),
        texts(urls, 512));
  }

  private static List<String> texts(int number, int length) {
    return Collections.nCopies(number, "x".repeat(length));
  }

  private static Target target(int bindings, List<Rule> rules) {
    return new Target.ServiceAccountToken(
        "shop",
        IntStream.range(0, bindings)
            .mapToObj(
                i ->
                    new Binding(
                        ADMIN,
                        Optional.of("r".repeat(36)),
                        "shop-" + i,
                        Optional.of("u".repeat(36)),
                        rules))
            .toList(),
        Duration.ofHours(1),
        List.of());
  }

  private static String excess(Target... targets) {
    return RecordSize.excess(List.of(targets)).map(Reason::message).orElse("");
  }

  private static String excess(Rule rule) {
    return excess(target(1, List.of(rule)));
  }

  @Test
  void whatIsAsLargeAsARecordHoldsIsOffered() {
    Rule small = new Rule(List.of("get"), List.of(""), List.of("pods"), List.of(), List.of());
    assertThat(excess(target(1, Collections.nCopies(128, small)))).isEmpty();
    assertThat(excess(target(64, List.of(small)))).isEmpty();
    assertThat(excess(rule(64, 64, 128, 128, 64))).isEmpty();
  }

  @Test
  void oneMoreIsNamedWithItsNumberAndTheLimit() {
    Rule small = new Rule(List.of("get"), List.of(""), List.of("pods"), List.of(), List.of());
    Optional<Reason> found = RecordSize.excess(List.of(target(1, Collections.nCopies(129, small))));
    assertThat(found)
        .contains(
            new Reason(
                ReasonCode.ROLE_TOO_LARGE,
                "target shop: ClusterRole admin has 129 rules, the limit is 128; narrow the role or"
                    + " split it"));
    assertThat(excess(target(65, List.of(small)))).contains("65 bindings", "limit is 64");
    assertThat(excess(rule(65, 1, 1, 1, 1))).contains("rules[0]", "65 verbs", "limit is 64");
    assertThat(excess(rule(1, 65, 1, 1, 1))).contains("65 apiGroups", "limit is 64");
    assertThat(excess(rule(1, 1, 129, 1, 1))).contains("129 resources", "limit is 128");
    assertThat(excess(rule(1, 1, 1, 129, 1))).contains("129 resourceNames", "limit is 128");
    assertThat(excess(rule(1, 1, 1, 1, 65))).contains("65 nonResourceURLs", "limit is 64");
    List<String> long254 = texts(1, 254);
    assertThat(excess(new Rule(List.of("get"), List.of(""), List.of("pods"), long254, List.of())))
        .contains("254 characters in resourceNames", "limit is 253");
  }

  /** Rules stand in a record once for each namespace and target. */
  @Test
  void whatIsTooLargeInAllIsNamedInBytes() {
    List<Rule> rules = Collections.nCopies(32, rule(8, 1, 1, 1, 0));
    assertThat(excess(target(1, rules))).isEmpty();
    assertThat(excess(target(64, rules), target(64, rules)))
        .matches("the rules of all targets take [0-9]{7} bytes .*the limit is 1048576; .*")
        .hasSizeLessThan(200);
  }

  /** What the API server stores: Go's JSON escapes what is special in HTML. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods",
        "<>&",
        "\"\\",
        "\u0001\n",
        "\u20ac",
        "\ud83d\ude00",
        "\u2028",
        "\u007f",
        ""
      })
  void neverFewerBytesAreCountedThanAreStored(String text) {
    List<String> all = Collections.nCopies(20, text.repeat(5));
    Rule rule = new Rule(all, all, all, all, all);
    Target.Vault vault =
        Offered.vault(
            new VaultSource.Dynamic("a/creds/b", Map.of("k", text.repeat(9))),
            Map.of("t", text.repeat(9)));
    List<Target> targets = List.of(target(3, List.of(rule, rule)), vault);
    long counted = targets.stream().mapToLong(RecordBytes::of).sum();
    assertThat(counted).isBetween(stored(targets), 4 * stored(targets));
  }

  private static long stored(List<Target> targets) {
    RequestStep.Activate step =
        new RequestStep.Activate(
            Offered.ordinary().handingOut(targets.toArray(new Target[0])).entitlement(),
            "subject-uid",
            List.of(),
            "0123456789abcdef".repeat(4),
            "guard",
            new Window(NOW, NOW.plus(Duration.ofHours(4))));
    AccessRequest object =
        Serialization.unmarshal("metadata: {name: a}\nspec: {}", AccessRequest.class);
    AccessRecord record =
        new RecordWriter(Map.of(), Keys.ENDING_PROVED)
            .granted(object, Asked.ordinary().request(), step, "d", List.of());
    String json = Serialization.asJson(record.getSpec().targets());
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }
}
