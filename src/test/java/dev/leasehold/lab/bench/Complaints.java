package dev.leasehold.lab.bench;

import dev.leasehold.lab.Operator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an operator warned of. */
final class Complaints {
  private Complaints() {}

  /** How often each, without what differs from case to case. */
  static Map<String, Long> of(Operator operator) {
    return operator
        .said()
        .lines()
        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .map(line -> line.replaceAll("^.*? (WARN|ERROR) ", "$1 "))
        .map(line -> line.replaceAll("\\([^)]*-thread[^)]*\\)|[0-9a-f-]{36}|[0-9]{2,}", "*"))
        .collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
  }
}
