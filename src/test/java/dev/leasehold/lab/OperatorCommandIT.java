package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./leasehold operator --kubeconfig FILE} says of kubeconfigs that will not do. */
class OperatorCommandIT {
  private static Lab lab;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    lab = Lab.start(LabOptions.ordinary());
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void anAdministratorIsToldWhomTheGuardTrusts() throws IOException {
    Outcome outcome = operator(lab.kubeconfig(People.ADMIN));
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.stdout())
        .contains(
            "this kubeconfig belongs to admin, but the admission guard trusts only"
                + " system:serviceaccount:leasehold-system:leasehold-operator");
    saysNothingElse(outcome);
  }

  @Test
  void aTokenThatIsNoLongerGoodIsNamedWithTheWayToANewOne() throws IOException {
    Outcome outcome = operator(lab.tokenKubeconfig("no-longer-good"));
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.stdout())
        .contains("does not know whose this kubeconfig is (401)")
        .contains("kubectl -n leasehold-system create token leasehold-operator");
    saysNothingElse(outcome);
  }

  /** Whether it leads by then or not. */
  @Test
  void aPortThatSomebodyElseHasIsNamed() throws IOException {
    lab.installChart(Map.of());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThatThrownBy(() -> Operator.start(lab, Map.of("QUARKUS_MANAGEMENT_PORT", port)))
          .hasMessageContaining("Unable to start the management interface on 127.0.0.1:" + port);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedAndWaitedForUntilSomebodyEndsIt() throws IOException {
    String nowhere = "https://127.0.0.1:" + ControlPlane.freePort();
    String said = saysUntilItIsEnded(lab.kubeconfig(People.ADMIN).replace(lab.server(), nowhere));
    assertThat(said).contains("the API server at " + nowhere, "does not answer");
  }

  @Test
  void aServerThatIsNotTrustedIsNamedAsSuch() throws IOException {
    String stranger =
        lab.kubeconfig(People.ADMIN)
            .replaceAll("certificate-authority-data: .*", "disable-compression: true");
    assertThat(saysUntilItIsEnded(stranger)).contains("has a certificate that is not trusted");
  }

  private String saysUntilItIsEnded(String kubeconfig) throws IOException {
    Path log = directory.resolve("operator.log");
    Process process =
        new ProcessBuilder(command(kubeconfig))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Lab.await().until(() -> Files.readString(log).contains("the operator waits for it"));
      process.destroy();
      Lab.await().until(() -> !process.isAlive());
      String said = Files.readString(log);
      assertThat(said).doesNotContain("Exception", "\tat ", " ERROR ", "Failed to start");
      return said;
    } finally {
      Process _ = process.destroyForcibly();
    }
  }

  /** No traces, and one line that is fatal. */
  private static void saysNothingElse(Outcome outcome) {
    assertThat(outcome.stdout().lines().filter(line -> line.contains(" FATAL "))).hasSize(1);
    assertThat(outcome.stdout() + outcome.stderr())
        .doesNotContain("Exception", "\tat ", " ERROR ", "Failed to start");
  }

  private Outcome operator(String kubeconfig) throws IOException {
    return Outcome.of(command(kubeconfig), Map.of(), null);
  }

  private List<String> command(String kubeconfig) throws IOException {
    Path file = Files.writeString(directory.resolve("kubeconfig.yaml"), kubeconfig);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dquarkus.http.port=0",
        "-Dquarkus.management.port=0",
        "-jar",
        Repository.path("target/quarkus-app/quarkus-run.jar").toString(),
        "operator",
        "--kubeconfig",
        file.toString());
  }
}
