package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.cli.Main;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The report on a real cluster: a grant is explained, a binding made by hand is not. */
final class ReportIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  /** What {@code report --help} says that it takes, and no more. */
  private static final String AUDITORS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: ending-lists-bindings}
      rules:
      - apiGroups: [rbac.authorization.k8s.io]
        resources: [rolebindings, clusterrolebindings]
        verbs: [list]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: ending-lists-bindings}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ending-lists-bindings}
      subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: ending-auditors}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: ending-auditors}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: leasehold-auditor}
      subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: ending-auditors}]
      """;

  private static final String BESIDES =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: left, namespace: NS}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: leftover, namespace: NS}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
      subjects: [{kind: ServiceAccount, namespace: NS, name: left}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: beside, namespace: NS}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
      subjects: [{kind: ServiceAccount, namespace: NS, name: worker}]
      """;

  @TempDir Path directory;

  @Test
  void aBindingMadeByHandIsToldAndThatOfAGrantIsNot() throws IOException {
    Lab lab = LAB.lab();
    Scene scene = Scene.set(lab, Terms.approved());
    Asked asked = scene.active("1h");
    scene.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: by-hand, namespace: %1$s-shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: orders-reader}
        subjects: [{kind: ServiceAccount, namespace: %1$s, name: worker}]
        """
            .formatted(scene.name()));
    String report = report(kubeconfig(lab, new Person("reporter", "system:masters")));
    assertThat(report.lines())
        .filteredOn(line -> line.contains(scene.shop()))
        .singleElement()
        .asString()
        .startsWith("UNEXPLAINED")
        .contains("by-hand", "Role orders-reader", "ServiceAccount " + scene.name() + "/worker");
    asked.revoked();
  }

  @Test
  void anAuditorIsToldWhatIsHeldBesidesAndWhatIsLeftToWhoWasOffboarded() throws IOException {
    Lab lab = LAB.lab();
    Scene scene = Scene.set(lab, Terms.approved());
    Scene.apply(lab, AUDITORS);
    scene.apply(BESIDES.replace("NS", scene.name()));
    Asked asked = scene.active("1h");
    Notes.merge(
        lab.client(new Person("ending-offboarder", "ending-offboarders"))
            .serviceAccounts()
            .inNamespace(scene.name())
            .withName("left"),
        "leasehold.dev/offboard",
        "retired");
    Path auditor = kubeconfig(lab, new Person("ending-auditor", "ending-auditors"));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(report(auditor, "--output", "csv").lines())
                    .filteredOn(line -> line.contains(scene.name()))
                    .containsExactlyInAnyOrder(
                        row("BESIDES", scene.name(), "beside", "worker"),
                        row("FROZEN", scene.name(), "leftover", "left")));
    asked.revoked();
  }

  @Test
  void whatItMayNotListIsNamed() throws IOException {
    Path file = kubeconfig(LAB.lab(), new Person("nobody", "nobodies"));
    StringWriter err = new StringWriter();
    int code =
        Main.program()
            .setErr(new PrintWriter(err))
            .execute("report", "--kubeconfig", file.toString());
    assertThat(code).isEqualTo(3);
    assertThat(err.toString()).contains("this kubeconfig may not list rolebindings");
  }

  private static String row(String finding, String namespace, String binding, String account) {
    return Stream.of(
            finding,
            namespace,
            binding,
            "ClusterRole view",
            "ServiceAccount " + namespace + "/" + account)
        .map(cell -> '"' + cell + '"')
        .collect(Collectors.joining(","));
  }

  private Path kubeconfig(Lab lab, Person who) throws IOException {
    Path file = directory.resolve("kubeconfig.yaml");
    return Files.writeString(file, lab.kubeconfig(who));
  }

  private static String report(Path kubeconfig, String... options) {
    StringWriter out = new StringWriter();
    int code =
        Main.program()
            .setOut(new PrintWriter(out))
            .execute(
                Stream.concat(
                        Stream.of("report", "--kubeconfig", kubeconfig.toString()),
                        Stream.of(options))
                    .toArray(String[]::new));
    assertThat(code).isEqualTo(1);
    return out.toString();
  }
}
