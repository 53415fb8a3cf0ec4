package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Rule;
import dev.leasehold.policy.Deciders.Given;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts as somebody who can decide. */
final class DecidersTest {
  private static Deciders deciders(
      String verb, String group, String resource, List<String> names, boolean people) {
    Rule rule = new Rule(List.of(verb), List.of(group), List.of(resource), names, List.of());
    return new Deciders(List.of(new Given(List.of(rule), people)));
  }

  @ParameterizedTest
  @CsvSource({
    "approve, leasehold.dev, entitlements/owner, c.e, true",
    "approve, *, entitlements/owner, c.e, true",
    "*, leasehold.dev, entitlements/owner, c.e, false",
    "approve, leasehold.dev, *, c.e, false",
    "approve, leasehold.dev, entitlements, c.e, false",
    "approve, leasehold.dev, entitlements/security, c.e, false",
    "approve, example.com, entitlements/owner, c.e, false",
    "approve, leasehold.dev, entitlements/owner, c.f, false",
    "review, leasehold.dev, entitlements/owner, c.e, false"
  })
  void approvingTakesTheVerbOnTheRoleWithoutWildcards(
      String verb, String group, String resource, String name, boolean can) {
    assertThat(deciders(verb, group, resource, List.of(name), true).approve("owner", "c.e"))
        .isEqualTo(can);
  }

  @ParameterizedTest
  @CsvSource({
    "request, leasehold.dev, entitlements, c.e, true",
    "request-for, leasehold.dev, entitlements, c.e, true",
    "*, leasehold.dev, entitlements, c.e, true",
    "*, *, *, c.e, true",
    "get, *, *, c.e, false",
    "request, leasehold.dev, entitlements, c.f, false",
    "request, leasehold.dev, entitlements/owner, c.e, false",
    "request, example.com, entitlements, c.e, false"
  })
  void requestingMayComeFromAWildcard(
      String verb, String group, String resource, String name, boolean can) {
    assertThat(deciders(verb, group, resource, List.of(name), false).request("c.e")).isEqualTo(can);
  }

  @Test
  void aRuleWithoutNamesIsForAll() {
    assertThat(
            deciders("approve", "leasehold.dev", "entitlements/owner", List.of(), true)
                .approve("owner", "c.e"))
        .isTrue();
  }

  @Test
  void serviceAccountsAskAndDecideNothing() {
    List<String> name = List.of("c.e");
    assertThat(deciders("request", "leasehold.dev", "entitlements", name, false).request("c.e"))
        .isTrue();
    assertThat(deciders("review", "leasehold.dev", "entitlements", name, false).review("c.e"))
        .isFalse();
    assertThat(deciders("review", "leasehold.dev", "entitlements", name, true).review("c.e"))
        .isTrue();
  }
}
