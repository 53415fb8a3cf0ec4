package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs what somebody would type who administers a lab's cluster. */
public final class AdminShell {
  private AdminShell() {}

  /** To its end, with these variables, and kubectl and helm as the lab has them. */
  public static Outcome run(Lab lab, Map<String, String> variables, String script) {
    Map<String, String> environment = new HashMap<>(variables);
    Path kubeconfig = lab.file("admin-shell.yaml", lab.kubeconfig(People.ADMIN));
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put(
        "PATH",
        Programs.path("kubectl").getParent()
            + ":"
            + Programs.path("helm").getParent()
            + ":"
            + System.getenv("PATH"));
    return Outcome.of(List.of("bash", "-euo", "pipefail", "-c", script), environment, null);
  }
}
