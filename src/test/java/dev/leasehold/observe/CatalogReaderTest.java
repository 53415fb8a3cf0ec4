package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Offered;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import dev.leasehold.policy.Ceiled;
import dev.leasehold.policy.Ceiling;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.TestRulebook;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogReaderTest {
  private static final String CATALOG =
      """
      metadata: {name: payments}
      spec:
        owners:
          catalog: {team: a, contact: a@example.com}
          policy: {team: b, contact: b@example.com}
          provisioning: {team: c, contact: c@example.com}
        entitlements:
        - name: reader
          title: Read
          state: Requestable
          sensitivity: Low
          maxDuration: 8h
          targets:
          - name: shop
            TARGET
          approval:
            mode: Required
            rules: [{role: owner, count: 1}]
          evidence: Standard
      """
          .replace("TARGET", "serviceAccountToken: {bindings: [BINDING], credentialTTL: 1h}")
          .replace("BINDING", "{roleRef: {kind: Role, name: r}, namespaces: [shop]}");

  private final Rulebook rulebook =
      TestRulebook.flawed(
          text -> text.equals("FLAWED") ? Optional.of("line 1: no") : Optional.empty());
  private List<Ceiling> ceilings = List.of();
  private Set<String> namespaces = Set.of("*");
  private boolean logged;
  private boolean there = true;
  private boolean bindable = true;
  private String verb = "get";
  private String resource = "pods";
  private int rules = 1;

  private Offering read(String yaml) {
    EntitlementCatalog catalog = Serialization.unmarshal(yaml, EntitlementCatalog.class);
    return new CatalogReader(
            new View(),
            new Bindable(Set.of(), Set.of("view"))
                .within(namespaces)
                .but(Set.of("operators-own", "of-grants"))
                .under(ceilings)
                .withLog(logged),
            rulebook)
        .read(catalog, catalog.getSpec().entitlements().getFirst(), Instant.EPOCH);
  }

  private static String with(String line) {
    return CATALOG.replace("    evidence: Standard", "    " + line + "\n    evidence: Standard");
  }

  private static String obstacle(Offering offering) {
    return switch (offering) {
      case Offering.Requestable _ -> "";
      case Offering.Exceeding(var _, var _, var reason) -> reason.code() + ": " + reason.message();
      case Offering.NotYet(var reason) -> reason.code() + ": " + reason.message();
      case Offering.Missing(var reason) -> reason.code() + ": " + reason.message();
      case Offering.Retired(var reason) -> reason.code() + ": " + reason.message();
    };
  }

  @Test
  void whoseSelectorOnlyALaterVersionUnderstandsCannotBeRequested() {
    String later =
        CATALOG.replace(
            "spec:\n",
            """
            spec:
              requestableFrom:
                namespaceSelector:
                  matchExpressions: [{key: a, operator: Gt, values: [b]}]
            """);
    assertThat(obstacle(read(later)))
        .startsWith("NotSupported: the value of spec.requestableFrom.namespaceSelector");
  }

  @Test
  void whatIsCompleteCanBeRequested() {
    assertThat(read(CATALOG)).isInstanceOf(Offering.Requestable.class);
  }

  @Test
  void evidenceRegulatedTakesALogOfTheOperator() {
    String regulated =
        CATALOG
            .replace("count: 1", "count: 2")
            .replace("Standard", "Regulated\n    review: {within: 24h, onOverdue: Revoke}");
    assertThat(obstacle(read(regulated)))
        .startsWith("EvidenceIncomplete: payments.reader has evidence: Regulated")
        .contains("keeps no evidence log");
    logged = true;
    assertThat(obstacle(read(regulated))).isEmpty();
  }

  @Test
  void alsoDeeperOptionsAreNamed() {
    assertThat(
            obstacle(
                read(
                    CATALOG.replaceAll(
                        "serviceAccountToken: .*",
                        "vault: {connection: d, tokenRole: t, policies: [p], token: {},"
                            + " credentialTTL: 1h}"))))
        .contains("there is no Vault connection d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy p, line 1: no | policies: [{name: p, expression: 'FLAWED', message: m}]",
        "policy q, line 1: no | policies: [{name: p, expression: 'true', message: m}, {name: q,"
            + " expression: 'FLAWED', message: m}]",
      })
  void aConditionThatCannotBeAskedIsNamedWithItsFlaw(String flaw, String line) {
    assertThat(obstacle(read(with(line)))).isEqualTo("PolicyUnusable: " + flaw + "; mend it");
  }

  @Test
  void aRuleOfApprovalThatCannotBeAskedIsNamedByItsRole() {
    assertThat(obstacle(read(CATALOG.replace("count: 1}]", "count: 1, when: 'FLAWED'}]"))))
        .isEqualTo("PolicyUnusable: approval.rules, when of role owner, line 1: no; mend it");
    assertThat(read(CATALOG.replace("count: 1}]", "count: 1, when: 'true'}]")))
        .isInstanceOf(Offering.Requestable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "team: a,owners.catalog.team",
    "team: b,owners.policy.team",
    "team: c,owners.provisioning.team",
    "contact: a@example.com,owners.catalog.contact",
    "contact: b@example.com,owners.policy.contact",
    "contact: c@example.com,owners.provisioning.contact",
    "to: v,accountabilityTransfer.to",
    "because: w,accountabilityTransfer.because"
  })
  void whoOwnsItIsNotLeftBlank(String part, String field) {
    String transferred =
        CATALOG.replace(
            "  entitlements:",
            "  accountabilityTransfer: {to: v, until: \"2027-01-01T00:00:00Z\", because: w}\n"
                + "  entitlements:");
    assertThat(read(transferred)).isInstanceOf(Offering.Requestable.class);
    String blank = transferred.replace(part, part.substring(0, part.indexOf(' ')) + " \" \"");
    assertThat(obstacle(read(blank)))
        .isEqualTo("OwnerMissing: spec." + field + " is blank; name who answers for it");
  }

  @Test
  void aDraftWaitsAndWhatIsRetiredIsOver() {
    assertThat(read(CATALOG.replace("Requestable", "Draft"))).isInstanceOf(Offering.NotYet.class);
    assertThat(read(CATALOG.replace("Requestable", "Retired")))
        .isInstanceOf(Offering.Retired.class);
    assertThat(read(with("renewal: {openBefore: 2h}").replace("Requestable", "Retired")))
        .isInstanceOf(Offering.Retired.class);
  }

  /** Whoever may edit a catalog may edit its labels, but not its name. */
  @Test
  void aCeilingCanChooseACatalogByItsNameWhateverItsLabelsSay() {
    ceilings = List.of(ceilingOver("payments"));
    assertThat(obstacle(read(CATALOG))).startsWith("CeilingExceeded: payments.reader: maxDuration");
    String relabelled =
        CATALOG.replace(
            "{name: payments}", "{name: payments, labels: {kubernetes.io/metadata.name: free}}");
    assertThat(obstacle(read(relabelled))).startsWith("CeilingExceeded");
    ceilings = List.of(ceilingOver("free"));
    assertThat(obstacle(read(relabelled)))
        .startsWith("CeilingMissing: no ceiling is over catalog payments");
    ceilings = List.of();
    assertThat(read(relabelled)).isInstanceOf(Offering.Requestable.class);
  }

  @Test
  void whatWasGrantedIsJudgedByCeilingsThoughNothingIsOnOffer() {
    EntitlementCatalog draft =
        Serialization.unmarshal(CATALOG.replace("Requestable", "Draft"), EntitlementCatalog.class);
    ceilings = List.of(ceilingOver("payments"));
    assertThat(above(draft, Duration.ofHours(2)))
        .contains("maxDuration is above the ceiling, which is 1h");
    assertThat(above(draft, Duration.ofHours(1))).isEmpty();
    ceilings = List.of(Ceiled.all().giving(Set.of("other"), Set.of()).ceiling());
    assertThat(above(draft, Duration.ofHours(1)))
        .contains("target shop: Role orders-reader is not within the ceiling");
    ceilings = List.of(ceilingOver("other"));
    assertThat(above(draft, Duration.ofHours(2))).isEmpty();
    ceilings = List.of(Ceiled.all().openingBy("default", "leasehold-stock").ceiling());
    assertThat(above(draft, Duration.ofHours(1))).isEmpty();
    assertThat(above(draft, Duration.ofHours(1), Offered.vault(new VaultSource.Token(), Map.of())))
        .contains(
            "target db: token role leasehold-payments of Vault connection default is not within"
                + " the ceiling");
  }

  private Optional<String> above(EntitlementCatalog catalog, Duration asked) {
    return above(catalog, asked, Offered.SHOP);
  }

  private Optional<String> above(EntitlementCatalog catalog, Duration asked, Target granted) {
    return CeilingReader.above(
        catalog,
        catalog.getSpec().entitlements().getFirst(),
        Asked.ordinary().lasting(asked).request(),
        List.of(granted),
        ceilings);
  }

  private static Ceiling ceilingOver(String catalog) {
    return Ceiled.over(Map.of("kubernetes.io/metadata.name", catalog))
        .lasting(Duration.ofHours(1))
        .ceiling();
  }

  @Test
  void nothingIsBoundInTheClustersOwnNamespacesNorInOurs() {
    for (String own :
        List.of("kube-system", "kube-public", "kube-node-lease", "operators-own", "of-grants")) {
      String there = CATALOG.replace("namespaces: [shop]", "namespaces: [shop, " + own + "]");
      assertThat(there).isNotEqualTo(CATALOG);
      assertThat(obstacle(read(there)))
          .startsWith(
              "NamespaceNotBindable: target shop: Role r: nothing is bound in namespace " + own);
    }
  }

  @Test
  void nothingIsBoundWhereTheInstallationLetsNothingBeBound() {
    namespaces = Set.of("warehouse");
    assertThat(obstacle(read(CATALOG)))
        .isEqualTo(
            "NamespaceNotBindable: target shop: Role r: nothing is bound in namespace shop; add it"
                + " to the chart's bindable.namespaces, or name another");
    namespaces = Set.of("warehouse", "shop");
    assertThat(read(CATALOG)).isInstanceOf(Offering.Requestable.class);
  }

  @Test
  void whatCannotBeShownInFullIsNotOffered() {
    resource =
        IntStream.range(0, 128).mapToObj(i -> "r".repeat(240) + i).collect(Collectors.joining(","));
    assertThat(obstacle(read(CATALOG)))
        .startsWith("OfferTooLarge: approvers could not be shown all of it (");
  }

  @Test
  void aRoleThatIsMissingOrMayNotBeBoundIsNamed() {
    there = false;
    assertThat(obstacle(read(CATALOG)))
        .isEqualTo("RoleNotFound: target shop: Role r does not exist in namespace shop; create it");
    assertThat(obstacle(read(CATALOG.replace("kind: Role,", "kind: ClusterRole,"))))
        .isEqualTo("RoleNotFound: target shop: ClusterRole r does not exist; create it");
    there = true;
    bindable = false;
    assertThat(obstacle(read(CATALOG))).startsWith("RoleNotBindable: target shop: Role r");
  }

  @Test
  void onlyListedRolesAreBoundToWorkloadsOwnAccounts() {
    String own =
        CATALOG.replace("serviceAccountToken:", "roleBinding:").replace(", credentialTTL: 1h", "");
    assertThat(obstacle(read(own))).startsWith("RoleNotBindable").contains("bindable.toSubjects");
    assertThat(read(own.replace("kind: Role, name: r}", "kind: ClusterRole, name: view}")))
        .isInstanceOf(Offering.Requestable.class);
    assertThat(obstacle(read(own.replace("kind: Role, name: r}", "kind: Role, name: view}"))))
        .startsWith("RoleNotBindable");
  }

  @ParameterizedTest
  @CsvSource({
    "'*',pods",
    "bind,roles",
    "impersonate,users",
    "get,secrets",
    "create,serviceaccounts/token"
  })
  void whatLeadsFurtherIsOfferedOnlyAsCritical(String verb, String resource) {
    this.verb = verb;
    this.resource = resource;
    assertThat(obstacle(read(CATALOG))).startsWith("NeedsSensitivityCritical: target shop: r");
    assertThat(read(CATALOG.replace("sensitivity: Low", "sensitivity: Critical")))
        .isInstanceOf(Offering.Requestable.class);
  }

  @Test
  void aRoleThatNoRecordCanHoldIsNotOfferedAlsoNotAsCritical() {
    rules = 128;
    assertThat(obstacle(read(CATALOG))).isEmpty();
    rules = 129;
    assertThat(obstacle(read(CATALOG)))
        .startsWith("RoleTooLarge: target shop: Role r has 129 rules, the limit is 128");
    assertThat(obstacle(read(CATALOG.replace("sensitivity: Low", "sensitivity: Critical"))))
        .startsWith("RoleTooLarge: ");
  }

  private final class View extends EmptyView {
    @Override
    public Optional<RoleFacts> role(RoleRef role, String namespace) {
      return there
          ? Optional.of(
              new RoleFacts(
                  Optional.of("role-uid"),
                  Collections.nCopies(
                      rules,
                      new Rule(
                          List.of(verb),
                          List.of("", "rbac.authorization.k8s.io"),
                          List.of(resource.split(",", -1)),
                          List.of(),
                          List.of()))))
          : Optional.empty();
    }

    @Override
    public Optional<Namespace> namespace(String name) {
      return Optional.of(
          new NamespaceBuilder().withNewMetadata().withUid(name).endMetadata().build());
    }

    @Override
    public boolean mayBind(RoleRef role, String namespace) {
      return bindable;
    }
  }
}
