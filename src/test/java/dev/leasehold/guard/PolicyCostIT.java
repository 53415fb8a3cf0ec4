package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.CelCost;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guard costs where most is said at once. An API server refuses a write whose policies
 * take more than their budget, and access must never last for what others wrote.
 */
final class PolicyCostIT {
  private static final Logger LOG = Logger.getLogger(PolicyCostIT.class);

  /** Of one policy: all rules and messages, or one mutation. */
  private static final long BUDGET = 10_000_000;

  private static final long CONDITIONS = 2_500_000;
  private static final long EXPRESSION = 1_000_000;

  /** Of one question to the authorizer; an expression asks two at most. */
  private static final long QUESTION = 350_000;

  /**
   * Those that ask about each of eight roles, which no kind of request has more of, and how many
   * questions that makes. What they cost besides is bounded like the whole of the others.
   */
  private static final Map<String, Long> ASKING =
      Map.of(
          "leasehold-approvals",
          27L,
          "leasehold-denials",
          18L,
          "leasehold-limits",
          18L,
          "leasehold-stamp",
          16L);

  /**
   * Lists as long as the chart takes them, or, where it does not say, longer than anybody needs.
   */
  private static final Installation LONGEST =
      new Installation(
          Stage.OPERATOR_NAMESPACE,
          Stage.INSTALLATION.operatorUser(),
          Stage.GRANTS_NAMESPACE,
          names(200, 63, ""),
          names(200, 63, ""),
          names(200, 63, ""),
          names(16, 253, ""),
          names(64, 253, "*"),
          names(64, 253, "*"));

  private static Map<String, List<Judged>> judged = Map.of();

  @BeforeAll
  static void judge(@TempDir Path directory) throws IOException {
    Map<Path, Function<CelCost, Judged>> writes = new HashMap<>();
    for (GenericKubernetesResource policy : policies()) {
      for (Write write : CostlyWrites.all()) {
        if (write.concerns(policy)) {
          Path file = directory.resolve(writes.size() + ".json");
          Files.writeString(file, write.judgedBy(policy));
          writes.put(file, cost -> new Judged(policy.getMetadata().getName(), write, cost));
        }
      }
    }
    judged =
        CelCost.of(List.copyOf(writes.keySet())).entrySet().stream()
            .map(one -> Objects.requireNonNull(writes.get(one.getKey())).apply(one.getValue()))
            .collect(Collectors.groupingBy(Judged::policy, TreeMap::new, Collectors.toList()));
    LOG.info(table());
  }

  @Test
  void itIsMeasuredAsTheLabsApiServerDoes() throws IOException {
    String kubernetes = pinned("kubernetes", "k8s.io/kubernetes v1.");
    assertThat(pinned("celcost", "k8s.io/apiserver v0.")).isEqualTo(kubernetes);
  }

  /** The version behind this. */
  private static String pinned(String module, String name) throws IOException {
    return Files.readAllLines(Path.of("src/lab", module, "go.mod")).stream()
        .map(line -> line.strip().replaceFirst(" *//.*", ""))
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElseThrow()
        .substring(name.length());
  }

  @Test
  void everyPolicyIsMeasured() {
    assertThat(judged.entrySet())
        .filteredOn(all -> all.getValue().stream().anyMatch(one -> one.cost().rules() > 0))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(PackagedGuard.POLICIES);
  }

  @Test
  void whatIsMeasuredIsAllowed() {
    assertThat(judged.values())
        .allSatisfy(
            all ->
                assertThat(all)
                    .allSatisfy(
                        one ->
                            assertThat(one.cost().outcome())
                                .as(one.toString())
                                .matches("\"(allowed|not matched by .*|[0-9]+ changes)\"")));
  }

  @Test
  void noPolicyTakesMoreThanHalfOfItsBudget() {
    judged.forEach(
        (policy, all) -> {
          CelCost most = most(all, CelCost::rules).cost();
          long asked = ASKING.getOrDefault(policy, 0L);
          assertThat(most.questions()).as(policy).isLessThanOrEqualTo(asked == 0 ? 14 : asked);
          long fixed = asked * QUESTION;
          assertThat(most.rules() - fixed).as(policy).isLessThanOrEqualTo((BUDGET - fixed) / 2);
        });
  }

  @Test
  void noMatchConditionTakesMoreThanHalfOfItsBudget() {
    judged.forEach(
        (policy, all) ->
            assertThat(most(all, CelCost::conditions).cost().conditions())
                .as(policy)
                .isLessThanOrEqualTo(CONDITIONS / 2));
  }

  /** Nor more than half of what its questions leave, which are two at most. */
  @Test
  void noExpressionTakesMoreThanHalfOfItsLimit() {
    judged.forEach(
        (policy, all) -> {
          CelCost.Expression most = dearest(all);
          long fixed = most.questions() * QUESTION;
          assertThat(most.cost() - fixed)
              .as(policy + ": " + most)
              .isLessThanOrEqualTo((EXPRESSION - fixed) / 2);
        });
  }

  private static CelCost.Expression dearest(List<Judged> all) {
    return most(all, cost -> share(cost.dearest())).cost().dearest();
  }

  /** In millionths. */
  private static long share(CelCost.Expression one) {
    long fixed = one.questions() * QUESTION;
    return EXPRESSION * (one.cost() - fixed) / (EXPRESSION - fixed);
  }

  private static List<GenericKubernetesResource> policies() {
    return PackagedGuard.objects(LONGEST).stream()
        .filter(object -> object.getKind().endsWith("AdmissionPolicy"))
        .toList();
  }

  private static List<String> names(int number, int length, String end) {
    return IntStream.range(0, number)
        .mapToObj(i -> "x".repeat(length - 4 - end.length()) + (1000 + i) + end)
        .toList();
  }

  private static Judged most(List<Judged> all, ToLongFunction<CelCost> what) {
    return Collections.max(all, Comparator.comparingLong(one -> what.applyAsLong(one.cost())));
  }

  private static String table() {
    StringBuilder table = new StringBuilder("what policies cost at most\n");
    judged.forEach(
        (policy, all) -> {
          Judged most = most(all, CelCost::rules);
          CelCost.Expression expression = dearest(all);
          table.append(
              String.format(
                  Locale.ROOT,
                  "| `%s` | %s | %,d | %d | %,d | %s %,d |%n",
                  policy,
                  most.write().name(),
                  most.cost().rules(),
                  most.cost().questions(),
                  most(all, CelCost::conditions).cost().conditions(),
                  expression.name(),
                  expression.cost()));
        });
    return table.toString();
  }

  /** A policy, a write, and what the policy takes to judge it. */
  private record Judged(String policy, Write write, CelCost cost) {
    @Override
    public String toString() {
      return policy + " on " + write.name() + ": " + cost;
    }
  }
}
