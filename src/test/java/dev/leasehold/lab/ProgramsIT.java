package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which of the programs on a machine the lab takes; what it lacks has been built before this runs.
 */
class ProgramsIT {
  @TempDir Path machine;

  @BeforeAll
  static void everythingIsThere() {
    assertThat(Programs.path("kubectl")).isExecutable();
  }

  @Test
  void aKubectlTooOldForTheServersIsRefusedByName() throws IOException {
    Path kubectl = program("kubectl", "Client Version: v1.32.11");
    Outcome outcome = servers(Map.of());
    assertThat(outcome.stderr())
        .contains("not used: " + kubectl + " is version 1.32; wanted: 1.36 1.37 1.38");
    assertThat(outcome.stdout()).contains("kubectl=").doesNotContain(kubectl.toString());
  }

  @Test
  void aKubectlWithinOneMinorIsTakenFromThePath() throws IOException {
    Path kubectl = program("kubectl", "Client Version: v1.36.0");
    assertThat(servers(Map.of()).stdout()).contains("kubectl=" + kubectl + "\n");
  }

  @Test
  void serversOfAnotherMinorAreRefusedAndFittingOnesTakenFromTheGivenAssets() throws IOException {
    Path apiServer = program("kube-apiserver", "Kubernetes v1.36.9");
    Path etcd = program("etcd", "etcd Version: 3.6.5");
    Outcome outcome =
        servers(Map.of("KUBEBUILDER_ASSETS", machine.toString(), "PATH", System.getenv("PATH")));
    assertThat(outcome.stderr())
        .contains("not used: " + apiServer + " is version 1.36; wanted: 1.37");
    assertThat(outcome.stdout())
        .contains("etcd=" + etcd + "\n")
        .doesNotContain(apiServer.toString());
  }

  @Test
  void aProgramThatDoesNotSayWhatItIsIsRefused() throws IOException {
    Path kubectl = program("kubectl", "what?");
    assertThat(servers(Map.of()).stderr()).contains("not used: " + kubectl + " is version unknown");
  }

  @Test
  void anOpenBaoOnThePathIsAsGoodAsVaultAndAnOldVaultIsNot() throws IOException {
    Path vault = program("vault", "Vault v1.9.2 (0000), built 2022-01-01T00:00:00Z");
    Path bao = program("bao", "OpenBao v2.4.1 (0000), built 2025-09-01T00:00:00Z");
    Outcome outcome = servers(Map.of("PATH", machine + ":/usr/bin:/bin"));
    assertThat(outcome.stdout()).contains("vault=" + bao + "\n").doesNotContain(vault + "\n");
  }

  @Test
  void aDatabaseTooOldIsRefusedByName() throws IOException {
    Path postgres = program("postgres", "postgres (PostgreSQL) 12.22");
    Outcome outcome = servers(Map.of());
    assertThat(outcome.stderr()).contains("not used: " + postgres + " is version 12; wanted: 14");
    assertThat(outcome.stdout()).contains("postgres=").doesNotContain("=" + postgres);
  }

  @Test
  void whatOnlyVaultsTargetsNeedIsLeftOutWhenAsked() {
    List<String> command =
        List.of(Repository.path("src/lab/servers").toString(), "--without-vault");
    assertThat(Outcome.of(command, Map.of(), null).orThrow().stdout())
        .contains("kubectl=")
        .doesNotContain("vault=", "postgres=");
  }

  private Path program(String name, String says) throws IOException {
    Path program = machine.resolve(name);
    Files.writeString(program, "#!/bin/sh\necho '" + says + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private Outcome servers(Map<String, String> environment) {
    Map<String, String> effective =
        environment.isEmpty()
            ? Map.of("KUBEBUILDER_ASSETS", "", "PATH", machine + ":" + System.getenv("PATH"))
            : environment;
    return Outcome.of(List.of(Repository.path("src/lab/servers").toString()), effective, null)
        .orThrow();
  }
}
