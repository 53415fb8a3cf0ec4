package dev.leasehold.model;

import java.util.List;

/** One role in one namespace, with the rules that the role had when the offer was made. */
public record Binding(RoleRef role, String namespace, List<Rule> rules) {
  public Binding {
    rules = List.copyOf(rules);
  }
}
