package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each item of design.md §5 is found, whatever harmless things stand around it. */
class EscalationTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          *,           '',     configmaps,            verb *
          escalate,    rbac.authorization.k8s.io, roles, verb escalate
          bind,        rbac.authorization.k8s.io, clusterroles, verb bind
          impersonate, '',     serviceaccounts,       verb impersonate
          impersonate:user-info, authentication.k8s.io, users, verb impersonate:user-info
          impersonate-on:user-info:get, '', pods,     verb impersonate-on:user-info:get
          get,         *,      configmaps,            API group *
          get,         '',     *,                     resource *
          get,         '',     */exec,                resource */exec
          create,      '',     serviceaccounts/token, resource serviceaccounts/token
          create,      '',     pods/exec,             resource pods/exec
          get,         '',     pods/attach,           resource pods/attach
          patch,       '',     pods/ephemeralcontainers, resource pods/ephemeralcontainers
          get,         '',     nodes/proxy,           resource nodes/proxy
          update,      certificates.k8s.io, certificatesigningrequests/approval, resource certificatesigningrequests/approval
          approve,     certificates.k8s.io, signers,  resource signers
          create,      rbac.authorization.k8s.io, rolebindings, create rolebindings
          update,      rbac.authorization.k8s.io, clusterrolebindings, update clusterrolebindings
          patch,       rbac.authorization.k8s.io, rolebindings, patch rolebindings
          get,         '',     secrets,               secrets without names
          list,        *,      secrets,               secrets without names
          get,         admissionregistration.k8s.io, validatingadmissionpolicies, API group admissionregistration.k8s.io
          get,         leasehold.dev, accessrequests, API group leasehold.dev
          """)
  void whatLeadsToMoreIsFoundAmongHarmlessThings(
      String verb, String group, String resource, String found) {
    Rule rule =
        new Rule(
            List.of("watch", verb),
            List.of("batch", group),
            List.of("jobs", resource),
            List.of(),
            List.of());
    assertThat(Escalation.in(List.of(HARMLESS, rule))).contains(found);
    assertThat(Escalation.in(List.of(rule, HARMLESS))).contains(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "/*", "/**"})
  void everyPathIsFoundHoweverItIsWritten(String every) {
    assertThat(Escalation.in(List.of(paths("/healthz", every)))).containsExactly("path " + every);
    assertThat(Escalation.in(List.of(paths("/healthz/*", "/metrics")))).isEmpty();
  }

  private static Rule paths(String... paths) {
    return new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of(paths));
  }

  /**
   * By the authorizer's own reading: what §5 names is never allowed by a rule that is not found.
   */
  @Test
  void noRuleThatAllowsAnyOfItIsLeftUnfound() {
    int dangerous = 0;
    for (List<String> verbs :
        pairs("get", "list", "create", "bind", "escalate", "impersonate", "*")) {
      for (List<String> groups : pairs("", "apps", "leasehold.dev", ADMISSION, "*")) {
        for (List<String> resources :
            pairs("secrets", "pods", "pods/exec", "*/exec", "serviceaccounts/token", "*")) {
          for (List<String> names : List.of(List.<String>of(), List.of("known"), List.of(""))) {
            Rule rule = new Rule(verbs, groups, resources, names, List.of());
            if (!Authorizer.allowed(rule, DANGEROUS).isEmpty()) {
              assertThat(Escalation.in(List.of(rule))).as(rule.toString()).isNotEmpty();
              dangerous++;
            }
          }
        }
      }
    }
    assertThat(dangerous).isGreaterThan(5_000);
  }

  private static final String ADMISSION = "admissionregistration.k8s.io";

  private static final List<Authorizer.Ask> DANGEROUS =
      Stream.of(
              ask("escalate", "apps", "pods", "", "any"),
              ask("bind", "apps", "pods", "", "any"),
              ask("impersonate", "", "pods", "", "any"),
              ask("get", "", "secrets", "", "any"),
              ask("create", "", "secrets", "", ""),
              ask("list", "", "secrets", "", ""),
              ask("create", "", "serviceaccounts", "token", "known"),
              ask("get", "", "pods", "exec", "known"),
              ask("create", "", "pods", "exec", "known"),
              ask("get", "", "nodes", "proxy", "known"),
              ask("get", ADMISSION, "pods", "", "known"),
              ask("get", "leasehold.dev", "pods", "", "known"),
              ask("get", "unheard.of", "pods", "", "known"),
              ask("unheard-of", "apps", "pods", "", "known"),
              ask("get", "apps", "unheard-of", "", "known"))
          .toList();

  private static Authorizer.Ask ask(
      String verb, String group, String resource, String subresource, String name) {
    return Authorizer.Ask.resource(verb, group, resource, subresource, name);
  }

  /** Each alone, and each two. */
  private static List<List<String>> pairs(String... values) {
    List<List<String>> pairs = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      pairs.add(List.of(values[i]));
      for (int j = i + 1; j < values.length; j++) {
        pairs.add(List.of(values[i], values[j]));
      }
    }
    return pairs;
  }

  @Test
  void ordinaryRulesAreLeftAlone() {
    assertThat(Escalation.in(List.of(HARMLESS))).isEmpty();
    assertThat(Escalation.in(List.of(rule("get", "", "pods/log")))).isEmpty();
    assertThat(Escalation.in(List.of(rule("get", "example.com", "secrets")))).isEmpty();
    assertThat(Escalation.in(List.of(rule("get", "", "nodes")))).isEmpty();
    assertThat(Escalation.in(List.of())).isEmpty();
  }

  @Test
  void aSecretWithANameIsNoEscalation() {
    Rule named =
        new Rule(List.of("get"), List.of(""), List.of("secrets"), List.of("tls"), List.of());
    assertThat(Escalation.in(List.of(named))).isEmpty();
  }

  /** A request for all of them names none, and to the authorizer that is the empty name. */
  @Test
  void aSecretWithAnEmptyNameIsEverySecretAtOnce() {
    Rule unnamed =
        new Rule(List.of("list"), List.of(""), List.of("secrets"), List.of("tls", ""), List.of());
    assertThat(Escalation.in(List.of(unnamed))).containsExactly("secrets without names");
  }

  @Test
  void eachThingIsSaidOnce() {
    Rule rule = rule("bind", "", "secrets");
    assertThat(Escalation.in(List.of(rule, rule)))
        .containsExactly("verb bind", "secrets without names");
  }

  private static final Rule HARMLESS =
      new Rule(
          List.of("get", "list", "watch"),
          List.of("", "apps"),
          List.of("configmaps", "deployments/scale"),
          List.of(),
          List.of());

  private static Rule rule(String verb, String group, String resource) {
    return new Rule(List.of(verb), List.of(group), List.of(resource), List.of(), List.of());
  }
}
