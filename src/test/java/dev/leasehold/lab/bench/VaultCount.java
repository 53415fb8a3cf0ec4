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

  /** How often each was asked. */
  Map<String, Integer> calls() {
    return askings().stream()
        .skip(before)
        .collect(
            Collectors.groupingBy(
                asking -> asking.operation() + " " + asking.path(),
                TreeMap::new,
                Collectors.summingInt(one -> 1)));
  }

  private List<VaultKeeper.Asking> askings() {
    return lab.hasVault() ? lab.vault().keeper().askings() : List.of();
  }
}
