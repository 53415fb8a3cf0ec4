package dev.leasehold.model;

import java.util.List;
import java.util.Optional;

/**
 * One role in one namespace, with the rules that the role had when the offer was made.
 *
 * @param namespaceUid of the namespace that was offered; one of the same name with another UID is
 *     another. Empty where that was not written down.
 */
public record Binding(
    RoleRef role, String namespace, Optional<String> namespaceUid, List<Rule> rules) {
  public Binding {
    rules = List.copyOf(rules);
  }

  /** In a namespace whose UID is not known. */
  public Binding(RoleRef role, String namespace, List<Rule> rules) {
    this(role, namespace, Optional.empty(), rules);
  }
}
