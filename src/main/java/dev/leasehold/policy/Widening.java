package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a role allows now beyond what was offered of it, for those who have to ask again. */
public final class Widening {
  /** Enough to know it by, the most dangerous first; the next offer shows all of it. */
  private static final int SHOWN = 2;

  private Widening() {}

  /** The permissions that are new, such as {@code get, list pods}; empty where there are none. */
  public static Optional<String> of(Binding binding, List<Rule> now) {
    if (Coverage.covers(binding.rules(), now)) {
      return Optional.empty();
    }
    List<Rule> added =
        now.stream()
            .flatMap(Widening::single)
            .flatMap(rule -> Added.to(binding.rules(), rule).added().stream())
            .toList();
    String place = " in namespace " + binding.namespace();
    List<String> lines =
        RuleLines.of("", binding, added, Permissions.MAX_LINES).stream()
            .sorted(Comparator.comparing(RuleLines.Line::danger))
            .map(line -> line.text().replace(place, ""))
            .toList();
    return Optional.of(
        String.join("; ", lines.subList(0, Math.min(SHOWN, lines.size())))
            + (lines.size() > SHOWN ? "; and more" : ""));
  }

  /** One resource each, so that what was offered is not told as if it were new. */
  private static Stream<Rule> single(Rule rule) {
    if (rule.resources().isEmpty()) {
      return Stream.of(rule);
    }
    return rule.resources().stream()
        .map(
            resource ->
                new Rule(
                    rule.verbs(),
                    rule.apiGroups(),
                    List.of(resource),
                    rule.resourceNames(),
                    rule.nonResourceUrls()));
  }
}
