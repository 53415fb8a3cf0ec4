package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.cli.Leftovers.Finding;
import dev.leasehold.model.Stamp;
import dev.leasehold.status.OffboardingWriter;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bindings no grant explains, and what subjects hold besides. */
final class LeftoversTest {
  private static final String UID = "2d9b4f6e-0d0b-4ad0-9a2e-5f4d1f4b2c11";
  private static final String NIGHTLY =
      "{kind: ServiceAccount, namespace: payments, name: nightly}";
  private static final String OTHER = "{kind: ServiceAccount, namespace: payments, name: other}";

  @Test
  void aBindingToACataloguedRoleThatNoGrantExplainsIsTold() {
    assertThat(among(record("Active"), binding("stray", "shop", "Role", "orders-reader", OTHER)))
        .containsExactly(
            new Finding(
                Finding.Kind.UNEXPLAINED,
                "shop",
                "stray",
                "Role orders-reader",
                "ServiceAccount payments/other"));
  }

  @Test
  void aRoleOfThatNameElsewhereIsNoCataloguedOne() {
    assertThat(among(record("Active"), binding("b", "stock", "Role", "orders-reader", OTHER)))
        .isEmpty();
    assertThat(among(record("Active"), binding("b", "shop", "ClusterRole", "orders-reader", OTHER)))
        .isEmpty();
  }

  @Test
  void theBindingOfALiveGrantIsExplained() {
    assertThat(among(record("Active"), granted(UID))).isEmpty();
    assertThat(among(record("Ending"), granted(UID))).isEmpty();
  }

  @Test
  void theBindingOfAnEndedGrantOrOfNoneIsNot() {
    assertThat(among(record("Ended"), granted(UID))).hasSize(1);
    assertThat(among(record("Active"), granted("another"))).hasSize(1);
  }

  @Test
  void theNameAloneExplainsNothing() {
    RoleBinding forged = binding("ar-" + UID + "-shop-0", "shop", "Role", "orders-reader", OTHER);
    assertThat(among(record("Active"), forged)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: ServiceAccount, namespace: payments, name: nightly}",
        "{kind: User, name: 'system:serviceaccount:payments:nightly'}",
        "{kind: Group, name: 'system:serviceaccounts:payments'}",
        "{kind: Group, name: 'system:serviceaccounts'}"
      })
  void whatASubjectHoldsBesidesItsGrantIsTold(String holder) {
    assertThat(among(record("Active"), binding("own", "payments", "Role", "edit", holder)))
        .containsExactly(
            new Finding(
                Finding.Kind.BESIDES,
                "payments",
                "own",
                "Role edit",
                "ServiceAccount payments/nightly"));
    assertThat(among(record("Ended"), binding("own", "payments", "Role", "edit", holder)))
        .isEmpty();
  }

  @Test
  void whateverAnOffboardedIdentityHoldsIsToldAsSuch() {
    AccessRecord frozen = frozen();
    RoleBinding other = binding("own", "payments", "Role", "edit", NIGHTLY);
    assertThat(among(frozen, other))
        .containsExactly(
            new Finding(
                Finding.Kind.FROZEN,
                "payments",
                "own",
                "Role edit",
                "ServiceAccount payments/nightly"));
    assertThat(
            new Leftovers(List.of(), List.of(frozen, record("Ending")))
                .among(List.of(other), List.of()))
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.FROZEN);
    assertThat(among(frozen, binding("stray", "shop", "Role", "orders-reader", NIGHTLY)))
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.FROZEN, Finding.Kind.UNEXPLAINED);
    assertThat(among(frozen, binding("own", "payments", "Role", "edit", OTHER))).isEmpty();
    frozen.setStatus(Serialization.unmarshal("phase: Reinstated", AccessRecordStatus.class));
    assertThat(among(frozen, other)).isEmpty();
  }

  @Test
  void whatOthersHoldBesidesIsTheirs() {
    for (String holder :
        List.of(
            OTHER,
            "{kind: Group, name: 'system:serviceaccounts:stock'}",
            "{kind: User, name: a}")) {
      assertThat(among(record("Active"), binding("own", "payments", "Role", "edit", holder)))
          .isEmpty();
    }
  }

  @Test
  void bindingsOfTheWholeClusterAreLookedAtToo() {
    ClusterRoleBinding wide =
        Serialization.unmarshal(
            """
            metadata: {name: wide}
            roleRef: {kind: ClusterRole, name: view}
            subjects: [%s]
            """
                .formatted(NIGHTLY),
            ClusterRoleBinding.class);
    assertThat(
            new Leftovers(List.of(catalog()), List.of(record("Active")))
                .among(List.of(), List.of(wide)))
        .extracting(Finding::kind, Finding::namespace)
        .containsExactly(Tuple.tuple(Finding.Kind.UNEXPLAINED, ""));
  }

  /** Every cluster has these; with them the report would never be empty. */
  @Test
  void whatTheApiServerItselfGivesToEveryServiceAccountIsNotTold() {
    String discovery = "system:service-account-issuer-discovery";
    assertThat(everybodys(discovery, discovery)).isEmpty();
    assertThat(everybodys("system:cluster-trust-bundle-discovery", "edit"))
        .containsExactly(Finding.Kind.BESIDES);
    assertThat(everybodys("another", discovery)).containsExactly(Finding.Kind.BESIDES);
  }

  private static List<Finding.Kind> everybodys(String name, String role) {
    ClusterRoleBinding binding =
        Serialization.unmarshal(
            """
            metadata: {name: "%s"}
            roleRef: {kind: ClusterRole, name: "%s"}
            subjects: [{kind: Group, name: "system:serviceaccounts"}]
            """
                .formatted(name, role),
            ClusterRoleBinding.class);
    return new Leftovers(List.of(), List.of(record("Active")))
        .among(List.of(), List.of(binding)).stream().map(Finding::kind).toList();
  }

  @Test
  void noCellDoesAnythingToATerminalOrASpreadsheet() {
    Table table =
        new Table(List.of(List.of("=1+1", "a\u001B[2Jb", "x\"y"), List.of("-2", "@a", "b")));
    StringWriter csv = new StringWriter();
    table.printCsv(new PrintWriter(csv));
    assertThat(csv.toString())
        .isEqualTo("\"'=1+1\",\"a\uFFFD[2Jb\",\"x\"\"y\"\r\n\"'-2\",\"'@a\",\"b\"\r\n");
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text), new Columns(0));
    assertThat(text.toString().lines())
        .containsExactly("=1+1  a\uFFFD[2Jb  x\"y", "-2    @a      b");
  }

  private static List<Finding> among(AccessRecord record, RoleBinding binding) {
    return new Leftovers(List.of(catalog()), List.of(record)).among(List.of(binding), List.of());
  }

  private static EntitlementCatalog catalog() {
    return Serialization.unmarshal(
        Offline.CATALOG
            + """
              - name: viewer
                title: View
                state: Requestable
                sensitivity: Low
                maxDuration: 8h
                targets:
                - name: own
                  roleBinding: {bindings: [{roleRef: {kind: ClusterRole, name: view}, namespaces: [shop]}]}
                approval: {mode: Auto}
                evidence: Minimal
            """,
        EntitlementCatalog.class);
  }

  private static AccessRecord record(String phase) {
    return Serialization.unmarshal(
        """
        metadata: {name: ar-%1$s}
        spec:
          outcome: Granted
          request: {namespace: payments, name: report, uid: %1$s, requestId: "", specDigest: x}
          requester: {name: rita, claimed: false}
          applier: rita
          subject: {namespace: payments, serviceAccountName: nightly, uid: s}
          entitlement: {catalog: payments, name: orders-reader}
        status: {phase: %2$s}
        """
            .formatted(UID, phase),
        AccessRecord.class);
  }

  private static AccessRecord frozen() {
    Stamp said = new Stamp(Stamp.Act.OFFBOARDING, 1, "uid", "none", Set.of(), "olga", "left");
    return OffboardingWriter.record(
        new dev.leasehold.model.Subject("payments", "nightly"), said, "f");
  }

  private static RoleBinding granted(String request) {
    RoleBinding binding =
        binding("ar-" + request + "-shop-0", "shop", "Role", "orders-reader", OTHER);
    binding.getMetadata().setLabels(Map.of("leasehold.dev/request-uid", request));
    return binding;
  }

  private static RoleBinding binding(
      String name, String namespace, String kind, String role, String subject) {
    return Serialization.unmarshal(
        """
        metadata: {name: %s, namespace: %s, uid: b}
        roleRef: {kind: %s, name: %s}
        subjects: [%s]
        """
            .formatted(name, namespace, kind, role, subject),
        RoleBinding.class);
  }
}
