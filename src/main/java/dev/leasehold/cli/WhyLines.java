package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Decision;
import dev.leasehold.api.v1alpha1.Ending;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Why a request is where it is, in lines. */
record WhyLines(RequestText text) {
  /** Where it is, each rule's verdict, each condition, its end, and what to do next. */
  List<String> all() {
    List<String> lines = new ArrayList<>();
    lines.add(text.qualified() + " is " + text.standing());
    headed("Rules:", decision().stream().map(WhyLines::line).toList(), lines);
    headed("Conditions:", conditions().stream().map(WhyLines::line).toList(), lines);
    text.limited().ifPresent(limit -> lines.addAll(lines(limit)));
    ending().ifPresent(ending -> lines.add("Ended: " + line(ending)));
    lines.add("Next: " + new NextStep(text).sentence());
    return lines;
  }

  private static void headed(String title, List<String> said, List<String> lines) {
    if (!said.isEmpty()) {
      lines.add(title);
      said.forEach(line -> lines.add("  " + line));
    }
  }

  /** The same for programs. */
  Map<String, ?> document() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("namespace", text.request().getMetadata().getNamespace());
    all.put("name", text.request().getMetadata().getName());
    all.put("phase", text.status().map(AccessRequestStatus::phase).map(Enum::name).orElse(""));
    all.put("rules", decision());
    all.put("conditions", conditions());
    text.limited().ifPresent(limit -> all.put("limit", limit.limit()));
    ending().ifPresent(ending -> all.put("ending", ending));
    all.put("next", new NextStep(text).sentence());
    return all;
  }

  /** What does not hold comes first. */
  private List<Decision> decision() {
    return text.status().map(AccessRequestStatus::decision).orElse(List.of()).stream()
        .sorted(Comparator.comparingInt(WhyLines::urgency))
        .toList();
  }

  private List<Condition> conditions() {
    return text.status().map(AccessRequestStatus::conditions).orElse(List.of());
  }

  private Optional<Ending> ending() {
    return text.status().map(AccessRequestStatus::ending);
  }

  private static int urgency(Decision decision) {
    return switch (decision.result()) {
      case Refuses -> 0;
      case Waits -> 1;
      case Holds -> 2;
    };
  }

  private static String line(Decision rule) {
    String said = rule.message() == null ? "" : ": " + rule.message();
    return "%-8s %s%s".formatted(rule.result(), rule.rule(), said);
  }

  private static String line(Condition condition) {
    return "%s=%s %s: %s"
        .formatted(
            condition.getType(),
            condition.getStatus(),
            condition.getReason(),
            Objects.requireNonNullElse(condition.getMessage(), ""));
  }

  private List<String> lines(LimitText limit) {
    String said = "Limited: %s; asked was %s".formatted(limit.said(), limit.asked());
    return text.isLimitOpen()
        ? List.of(said, "  An approver takes the limit off with " + limit.takenOff())
        : List.of(said);
  }

  private static String line(Ending ending) {
    return "%s by %s at %s%s"
        .formatted(
            ending.cause(),
            ending.actor(),
            ending.at(),
            ending.message() == null ? "" : ": " + ending.message());
  }
}
