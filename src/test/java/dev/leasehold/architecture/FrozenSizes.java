package dev.leasehold.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The list of what is too large and was so before; it only gets shorter. Where several have one
 * name, as overloads do, each has a line, the largest first.
 */
final class FrozenSizes {
  private static final String LIST = "src/test/resources/architecture/sizes.txt";

  private final Map<String, List<Size>> listed;

  FrozenSizes(List<String> lines) {
    this.listed =
        byKey(
            lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Size::of)
                .toList());
  }

  /** What is wrong, and how to mend it; nothing where the list says just what is too large. */
  List<String> complaints(List<Size> measured) {
    Map<String, List<Size>> large = byKey(measured.stream().filter(Size::exceeds).toList());
    TreeSet<String> keys = new TreeSet<>(listed.keySet());
    keys.addAll(large.keySet());
    List<String> complaints = new ArrayList<>();
    for (String key : keys) {
      complaints.addAll(
          compared(listed.getOrDefault(key, List.of()), large.getOrDefault(key, List.of())));
    }
    return complaints;
  }

  private static List<String> compared(List<Size> before, List<Size> now) {
    int both = Math.min(before.size(), now.size());
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < both; i++) {
      complaints.addAll(compared(before.get(i), now.get(i)));
    }
    now.stream().skip(both).map(FrozenSizes::unlisted).forEach(complaints::add);
    before.stream().skip(both).map(FrozenSizes::needless).forEach(complaints::add);
    return complaints;
  }

  private static List<String> compared(Size before, Size now) {
    int more = now.number() - before.number();
    if (more == 0) {
      return List.of();
    }
    return more > 0
        ? List.of(now.line() + " is larger than listed: \"" + before.line() + "\"; split it")
        : List.of(now.line() + " is smaller now: lower \"" + before.line() + "\" in " + LIST);
  }

  private static String unlisted(Size now) {
    return now.line() + " exceeds " + now.kind().limit() + ": split it";
  }

  private static String needless(Size before) {
    return before.key() + " is too large no more: delete \"" + before.line() + "\" in " + LIST;
  }

  private static Map<String, List<Size>> byKey(List<Size> sizes) {
    return sizes.stream()
        .sorted(Comparator.comparingInt(Size::number).reversed())
        .collect(Collectors.groupingBy(Size::key, TreeMap::new, Collectors.toList()));
  }
}
