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
