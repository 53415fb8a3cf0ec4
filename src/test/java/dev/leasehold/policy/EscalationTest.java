package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void everyPathIsFound() {
    Rule rule = new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/healthz", "*"));
    assertThat(Escalation.in(List.of(rule))).containsExactly("path *");
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
