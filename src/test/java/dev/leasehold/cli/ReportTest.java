package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.cli.Answers.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report finds its cluster as kubectl does. */
final class ReportTest {
  /** Stands for the environment variable KUBECONFIG, and goes before it. */
  private static final String KUBECONFIG = "kubeconfig";

  @TempDir Path directory;

  @Test
  void kubeconfigOfTheEnvironmentIsUsedWhereNoneIsNamed() {
    try (Answers api =
        new Answers(_ -> Answer.of(Map.of("metadata", Map.of(), "items", List.of())))) {
      assertThat(report(api.kubeconfig(directory))).isZero();
      assertThat(api.calls).anyMatch(call -> call.contains("/accessrecords"));
      assertThat(report(directory.resolve("nowhere"))).isEqualTo(2);
    }
  }

  private static int report(Path kubeconfig) {
    System.setProperty(KUBECONFIG, kubeconfig.toString());
    try {
      PrintWriter nowhere = new PrintWriter(new StringWriter());
      return Main.program().setOut(nowhere).setErr(nowhere).execute("report");
    } finally {
      System.clearProperty(KUBECONFIG);
    }
  }
}
