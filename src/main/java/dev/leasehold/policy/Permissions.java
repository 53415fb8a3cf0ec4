package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an entitlement would allow, in lines that an approver can read. They are bounded, since a
 * request's status is; the digest covers all rules, shown or not.
 */
public final class Permissions {
  private static final int MAX_LINES = 16;
  private static final int MAX_WARNINGS = 6;
  private static final int MAX_BESIDE = 4;
  private static final int MAX_LINE = 160;

  /** The empty name, which requests for all of a kind have. */
  private static final String NAMELESS = "\"\" (all at once)";

  private Permissions() {}

  /**
   * For example {@code adds shop: get, list configmaps in namespace shop}. What is added comes
   * first: it is what an approver decides on.
   *
   * @param holdings what the subject may do already
   */
  public static List<String> of(Entitlement entitlement, List<HeldRole> holdings) {
    List<String> adds = new ArrayList<>();
    List<String> held = new ArrayList<>();
    for (Target target : entitlement.targets()) {
      VaultLines.of(target).map(line -> cut("adds " + line)).forEach(adds::add);
      for (Binding binding : target.bindings()) {
        List<Rule> already = HeldRole.in(binding.namespace(), holdings);
        for (Rule rule : binding.rules()) {
          Added part = Added.to(already, rule);
          part.added().ifPresent(r -> adds.add(cut("adds " + line(target, binding, r))));
          part.held().ifPresent(r -> held.add(cut("already held " + line(target, binding, r))));
        }
      }
    }
    List<String> lines = Stream.of(adds, held).flatMap(List::stream).toList();
    return bounded(lines, MAX_LINES, "rules more: read the roles themselves");
  }

  /**
   * What an approver must not overlook: roles that escalate, an offer that adds nothing, and what
   * the subject holds beside it in the whole cluster or with the power to get more.
   */
  public static List<String> warnings(Entitlement entitlement, List<HeldRole> holdings) {
    List<String> escalating =
        entitlement.targets().stream()
            .flatMap(target -> target.bindings().stream())
            .flatMap(Permissions::warning)
            .distinct()
            .toList();
    List<String> beside = holdings.stream().flatMap(Permissions::beside).distinct().toList();
    List<String> vault =
        entitlement.targets().stream().flatMap(VaultLines::warnings).map(Permissions::cut).toList();
    return Stream.of(
            bounded(escalating, MAX_WARNINGS, "roles more can lead to more than they say"),
            bounded(vault, MAX_WARNINGS, "targets more have such warnings"),
            idle(entitlement, holdings),
            bounded(beside, MAX_BESIDE, "roles more are held beside this"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> idle(Entitlement entitlement, List<HeldRole> holdings) {
    List<Binding> bindings =
        entitlement.targets().stream().flatMap(target -> target.bindings().stream()).toList();
    boolean nothing =
        entitlement.targets().stream().noneMatch(Target.Vault.class::isInstance)
            && !bindings.isEmpty()
            && bindings.stream()
                .allMatch(b -> Coverage.covers(HeldRole.in(b.namespace(), holdings), b.rules()));
    return nothing ? List.of("adds nothing: the subject may do all of this already") : List.of();
  }

  private static Stream<String> beside(HeldRole holding) {
    List<String> found = Escalation.in(holding.rules());
    boolean wide = holding.namespace().isEmpty() && holding.isMoreThanCommon();
    return found.isEmpty() && !wide
        ? Stream.empty()
        : Stream.of(
            cut(
                "the subject holds beside this"
                    + (found.isEmpty()
                        ? ""
                        : ", and can get more by it (" + String.join(", ", found) + ")")
                    + ": "
                    + holding.role().kind().text()
                    + " "
                    + holding.role().name()
                    + holding
                        .namespace()
                        .map(namespace -> " in namespace " + namespace)
                        .orElse(" in the whole cluster")));
  }

  /** The danger comes first: names are long, and a line may be cut. */
  private static Stream<String> warning(Binding binding) {
    List<String> found = Escalation.in(binding.rules());
    return found.isEmpty()
        ? Stream.empty()
        : Stream.of(
            cut(
                "can lead to more than it says ("
                    + String.join(", ", found)
                    + "): "
                    + binding.role().kind().text()
                    + " "
                    + binding.role().name()
                    + " in namespace "
                    + binding.namespace()));
  }

  private static String line(Target target, Binding binding, Rule rule) {
    return target.name()
        + ": "
        + String.join(", ", rule.verbs())
        + " "
        + what(rule)
        + " in namespace "
        + binding.namespace();
  }

  private static String what(Rule rule) {
    if (!rule.nonResourceUrls().isEmpty()) {
      return "paths " + String.join(", ", rule.nonResourceUrls());
    }
    String all =
        rule.resources().stream()
            .flatMap(r -> rule.apiGroups().stream().map(g -> g.isEmpty() ? r : r + "." + g))
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return rule.resourceNames().isEmpty()
        ? all
        : all
            + " named "
            + rule.resourceNames().stream()
                .map(name -> name.isEmpty() ? NAMELESS : name)
                .collect(Collectors.joining(", "));
  }

  private static List<String> bounded(List<String> lines, int limit, String more) {
    if (lines.size() <= limit) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, limit - 1));
    shown.add("and " + (lines.size() - shown.size()) + " " + more);
    return List.copyOf(shown);
  }

  private static String cut(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE - 1) + "…";
  }
}
