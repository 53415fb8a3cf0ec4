package dev.leasehold.model;

import java.util.List;
import java.util.Optional;

/**
 * One role in one namespace, with the rules that the role had when the offer was made.
 *
 * @param roleUid of the role that was offered; one of the same name with another UID is another.
 *     Empty where that was not written down.
 * @param namespaceUid the same of the namespace
 * @param gathered the labels of the ClusterRoles whose rules the role has, which others may write;
 *     empty where it has its own, and in what was granted
 */
public record Binding(
    RoleRef role,
    Optional<String> roleUid,
    String namespace,
    Optional<String> namespaceUid,
    List<Rule> rules,
    Optional<String> gathered) {
  public Binding {
    rules = List.copyOf(rules);
  }

  /** Of a role with rules of its own. */
  public Binding(
      RoleRef role,
      Optional<String> roleUid,
      String namespace,
      Optional<String> namespaceUid,
      List<Rule> rules) {
    this(role, roleUid, namespace, namespaceUid, rules, Optional.empty());
  }

  /** Of a role and in a namespace whose UIDs are not known. */
  public Binding(RoleRef role, String namespace, List<Rule> rules) {
    this(role, Optional.empty(), namespace, Optional.empty(), rules);
  }
}
