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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The report on a real cluster: a grant is explained, a binding made by hand is not. */
final class ReportIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

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
    String report = report(kubeconfig(lab));
    assertThat(report.lines())
        .filteredOn(line -> line.contains(scene.shop()))
        .singleElement()
        .asString()
        .startsWith("UNEXPLAINED")
        .contains("by-hand", "Role orders-reader", "ServiceAccount " + scene.name() + "/worker");
    asked.revoked();
  }

  @Test
  void whatItMayNotListIsNamed() throws IOException {
    Path file = directory.resolve("nobody.yaml");
    Files.writeString(file, LAB.lab().kubeconfig(new Person("nobody", "nobodies")));
    StringWriter err = new StringWriter();
    int code =
        Main.program()
            .setErr(new PrintWriter(err))
            .execute("report", "--kubeconfig", file.toString());
    assertThat(code).isEqualTo(3);
    assertThat(err.toString()).contains("this kubeconfig may not list rolebindings");
  }

  private Path kubeconfig(Lab lab) throws IOException {
    Path file = directory.resolve("kubeconfig.yaml");
    return Files.writeString(file, lab.kubeconfig(new Person("reporter", "system:masters")));
  }

  private static String report(Path kubeconfig) {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new Main())
            .setOut(new PrintWriter(out))
            .execute("report", "--kubeconfig", kubeconfig.toString());
    assertThat(code).isEqualTo(1);
    return out.toString();
  }
}
