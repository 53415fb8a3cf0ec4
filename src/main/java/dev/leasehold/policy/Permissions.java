package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an entitlement would allow, in lines that an approver can read: all of it, the most
 * dangerous first. What needs more lines than anybody can be shown is not to be offered.
 */
public final class Permissions {
  /** Of one line, as the schema of status.offer has it. */
  public static final int MAX_LINE = 1280;

  static final int MAX_LINES = 128;
  static final int MAX_CHARACTERS = 16 * 1024;

  private Permissions() {}

  /**
   * For example {@code adds shop: get, list configmaps in namespace shop}. What is added comes
   * first: it is what an approver decides on. Where telling apart what is held already would take
   * too many lines, all of it counts as added.
   *
   * @param holdings what the subject may do already
   */
  public static List<String> of(Entitlement entitlement, List<HeldRole> holdings) {
    List<String> apart = lines(entitlement, holdings).limit(MAX_LINES + 1L).toList();
    return tooLarge(apart).isEmpty() ? apart : lines(entitlement, List.of()).toList();
  }

  /** What an approver must not overlook. */
  public static List<String> warnings(Entitlement entitlement, List<HeldRole> holdings) {
    return Warnings.of(entitlement, holdings);
  }

  /** Why not all of it can be shown to an approver, with the numbers; empty if it can. */
  public static Optional<String> excess(Entitlement entitlement) {
    return tooLarge(lines(entitlement, List.of()).limit(MAX_LINES + 1L).toList())
        .or(() -> Warnings.excess(entitlement))
        .or(() -> tooMany(entitlement));
  }

  /** Each role and namespace is shown by its UID, also of a role that allows nothing. */
  private static Optional<String> tooMany(Entitlement entitlement) {
    int bindings = entitlement.targets().stream().mapToInt(t -> t.bindings().size()).sum();
    return bindings > MAX_LINES
        ? Optional.of(bindings + " role bindings, and at most " + MAX_LINES + " are shown")
        : Optional.empty();
  }

  private static Optional<String> tooLarge(List<String> lines) {
    if (lines.size() > MAX_LINES) {
      return Optional.of("more than " + MAX_LINES + " lines");
    }
    int characters = lines.stream().mapToInt(String::length).sum();
    if (characters > MAX_CHARACTERS) {
      return Optional.of(characters + " characters, and at most " + MAX_CHARACTERS + " are shown");
    }
    return lines.stream()
        .mapToInt(String::length)
        .filter(length -> length > MAX_LINE)
        .mapToObj(
            length -> "a line of " + length + " characters, and at most " + MAX_LINE + " are shown")
        .findFirst();
  }

  private static Stream<String> lines(Entitlement entitlement, List<HeldRole> holdings) {
    return Stream.concat(
        sorted(entitlement.targets().stream().flatMap(target -> adds(target, holdings))),
        sorted(entitlement.targets().stream().flatMap(target -> held(target, holdings))));
  }

  /** As many as are shown at most are enough to know that there are too many. */
  private static Stream<String> sorted(Stream<RuleLines.Line> lines) {
    return lines
        .limit(MAX_LINES + 1L)
        .sorted(Comparator.comparing(RuleLines.Line::danger))
        .map(RuleLines.Line::text);
  }

  private static Stream<RuleLines.Line> adds(Target target, List<HeldRole> holdings) {
    return Stream.concat(
        VaultLines.of(target).map(line -> new RuleLines.Line(Danger.SECRETS, "adds " + line)),
        target.bindings().stream()
            .flatMap(
                binding ->
                    of(
                        "adds " + target.name() + ": ",
                        binding,
                        parts(binding, holdings).flatMap(part -> part.added().stream()))));
  }

  private static Stream<RuleLines.Line> held(Target target, List<HeldRole> holdings) {
    return target.bindings().stream()
        .flatMap(
            binding ->
                of(
                    "already held " + target.name() + ": ",
                    binding,
                    parts(binding, holdings).flatMap(part -> part.held().stream())));
  }

  private static Stream<RuleLines.Line> of(String start, Binding binding, Stream<Rule> rules) {
    return RuleLines.of(start, binding, rules.toList(), MAX_LINES + 1).stream();
  }

  private static Stream<Added> parts(Binding binding, List<HeldRole> holdings) {
    List<Rule> already = HeldRole.in(binding.namespace(), holdings);
    return binding.rules().stream().map(rule -> Added.to(already, rule));
  }
}
