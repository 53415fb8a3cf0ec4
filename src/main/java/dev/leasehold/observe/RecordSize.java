package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.RecordedBinding;
import dev.leasehold.api.v1alpha1.RecordedRule;
import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether targets fit into a record, which holds every rule of every role once for each namespace.
 * Its kind bounds the lists, and etcd the whole.
 */
final class RecordSize {
  /** Of etcd's 1.5 MiB; the rest is for status, decision and the approvals of renewals. */
  static final long MAX_BYTES = 1024 * 1024;

  private static final String NARROW = "; narrow the role or split it";

  private RecordSize() {}

  /** What does not fit, with the numbers. */
  static Optional<Reason> excess(List<Target> targets) {
    return targets.stream()
        .flatMap(target -> excess(target).stream())
        .findFirst()
        .or(() -> excessOfAll(targets))
        .map(message -> new Reason(ReasonCode.ROLE_TOO_LARGE, message));
  }

  private static Optional<String> excessOfAll(List<Target> targets) {
    long bytes = targets.stream().mapToLong(RecordBytes::of).sum();
    return bytes <= MAX_BYTES
        ? Optional.empty()
        : Optional.of(
            "the rules of all targets take "
                + bytes
                + " bytes in the record, the limit is "
                + MAX_BYTES
                + "; name fewer namespaces or narrower roles, or make two entitlements");
  }

  private static Optional<String> excess(Target target) {
    int bindings = target.bindings().size();
    return bindings > RecordedTarget.MAX_BINDINGS
        ? Optional.of(
            "target "
                + target.name()
                + " has "
                + bindings
                + " bindings, one for each role and namespace, the limit is "
                + RecordedTarget.MAX_BINDINGS
                + "; make two targets")
        : target.bindings().stream()
            .flatMap(binding -> excess(binding).stream())
            .map(message -> "target " + target.name() + ": " + message + NARROW)
            .findFirst();
  }

  private static Optional<String> excess(Binding binding) {
    int rules = binding.rules().size();
    Optional<String> found =
        rules > RecordedBinding.MAX_RULES
            ? Optional.of("has " + rules + " rules, the limit is " + RecordedBinding.MAX_RULES)
            : IntStream.range(0, rules)
                .boxed()
                .flatMap(i -> excess(i, binding.rules().get(i)).stream())
                .findFirst();
    return found.map(
        what -> binding.role().kind().text() + " " + binding.role().name() + " " + what);
  }

  private static Optional<String> excess(int number, Rule rule) {
    return Stream.of(
            new Entries("verbs", rule.verbs(), RecordedRule.MAX_VERBS, RecordedRule.MAX_VERB),
            new Entries(
                "apiGroups", rule.apiGroups(), RecordedRule.MAX_GROUPS, RecordedRule.MAX_NAME),
            new Entries(
                "resources", rule.resources(), RecordedRule.MAX_RESOURCES, RecordedRule.MAX_NAME),
            new Entries(
                "resourceNames",
                rule.resourceNames(),
                RecordedRule.MAX_RESOURCES,
                RecordedRule.MAX_NAME),
            new Entries(
                "nonResourceURLs",
                rule.nonResourceUrls(),
                RecordedRule.MAX_URLS,
                RecordedRule.MAX_URL))
        .flatMap(entries -> entries.excess().stream())
        .findFirst()
        .map(what -> "has in rules[" + number + "] " + what);
  }

  /** One list of a rule, with the bounds that a record has for it. */
  private record Entries(String field, List<String> texts, int most, int longest) {
    Optional<String> excess() {
      if (texts.size() > most) {
        return Optional.of(texts.size() + " " + field + ", the limit is " + most);
      }
      return texts.stream()
          .mapToInt(text -> text.codePointCount(0, text.length()))
          .filter(length -> length > longest)
          .mapToObj(
              length ->
                  "one of " + length + " characters in " + field + ", the limit is " + longest)
          .findFirst();
    }
  }
}
