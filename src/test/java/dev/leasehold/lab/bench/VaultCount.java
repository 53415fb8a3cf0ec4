package dev.leasehold.lab.bench;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.VaultKeeper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is asked of a lab's Vault from now on; nothing of a lab that has none. */
final class VaultCount {
  private final Lab lab;
  private final int before;

  VaultCount(Lab lab) {
    this.lab = lab;
    this.before = askings().size();
  }

  /** How often each was asked, and all together. */
  Map<String, Integer> calls() {
    List<VaultKeeper.Asking> asked = askings().stream().skip(before).toList();
    Map<String, Integer> calls =
        asked.stream()
            .collect(
                Collectors.groupingBy(
                    asking -> asking.operation() + " " + asking.path(),
                    TreeMap::new,
                    Collectors.summingInt(one -> 1)));
    if (!asked.isEmpty()) {
      calls.put("all together", asked.size());
    }
    return calls;
  }

  private List<VaultKeeper.Asking> askings() {
    return lab.hasVault() ? lab.vault().keeper().askings() : List.of();
  }
}
