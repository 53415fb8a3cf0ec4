package dev.leasehold.policy.cel;

import dev.leasehold.policy.Rulebook.Answer;
import dev.leasehold.policy.Rulebook.Circumstances;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints what CPU time decisions take here: {@code java -cp … dev.leasehold.policy.cel.CelBench}
 * with the class path that the build leaves in target/lab.classpath. It asserts nothing.
 */
final class CelBench {
  private static final int ROUNDS = 20;
  private static final int EACH = 20_000;

  private static final List<String> POLICIES =
      List.of(
          "request.namespaceLabels[?'env'].orValue('') != 'prod' || request.ticket != ''",
          "request.duration > duration('4h')",
          "request.channel.type in ['AIAssistant', 'Pipeline']",
          "request.ticket.matches('^(INC|CHG)-[0-9]+$')",
          "grants.filter(g, g.phase == 'Active').all(g, g.catalog == entitlement.catalog)",
          "now.getHours('Europe/Berlin') >= 8 && now.getDayOfWeek() in [1, 2, 3, 4, 5]");

  /** Of this thread alone: other work on the machine does not count. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private CelBench() {}

  /** Measures each policy by itself, and the compilation of the first. */
  public static void main(String[] arguments) {
    Scene scene = Scene.ordinary().by(CelRulebook.by(System::nanoTime));
    Circumstances circumstances = scene.circumstances();
    for (String policy : POLICIES) {
      double[] micros = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long began = CPU.getCurrentThreadCpuTime();
        for (int i = 0; i < EACH; i++) {
          Answer _ = scene.rulebook().answer().apply(policy, circumstances);
        }
        micros[round] = (CPU.getCurrentThreadCpuTime() - began) / 1e3 / EACH;
      }
      print(micros, policy);
    }
    double[] compiled = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      String fresh = POLICIES.getFirst() + " ".repeat(round + 1);
      long began = CPU.getCurrentThreadCpuTime();
      Optional<String> _ = scene.rulebook().flaw().apply(fresh);
      compiled[round] = (CPU.getCurrentThreadCpuTime() - began) / 1e3;
    }
    print(compiled, "to compile the first");
  }

  private static void print(double[] micros, String what) {
    Arrays.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "p50 %8.2f µs  max %8.2f µs  %s%n",
        micros[micros.length / 2],
        micros[micros.length - 1],
        what);
  }
}
