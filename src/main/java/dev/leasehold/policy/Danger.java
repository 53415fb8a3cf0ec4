package dev.leasehold.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a permission can do besides what it says, the worst first: offers are read in this order.
 */
enum Danger {
  /** Everything, or more than its holder has: wildcards, escalate, bind, impersonate. */
  POWER,
  SECRETS,
  /** Bindings and roles, by which access outlives its grant. */
  BINDINGS,
  TOKENS,
  /** What runs containers, or gets into them. */
  PODS,
  NODES,
  ADMISSION,
  /** Our own kinds. */
  LEASEHOLD,
  /** What Kubernetes itself does not have: what it leads to, only whoever installed it knows. */
  UNKNOWN,
  ORDINARY;

  private static final Set<String> WRITING = Set.of("create", "update", "patch");
  private static final Set<String> NODE =
      Set.of("nodes/proxy", "certificatesigningrequests/approval", "signers");
  private static final Set<String> RBAC =
      Set.of("rolebindings", "clusterrolebindings", "roles", "clusterroles");
  private static final Set<String> RUNNING =
      Set.of(
          "pods",
          "replicationcontrollers",
          "deployments",
          "daemonsets",
          "statefulsets",
          "replicasets",
          "jobs",
          "cronjobs");

  /** That of these verbs on one resource of one API group. */
  static Danger of(List<String> verbs, String group, String resource) {
    if (verbs.stream().anyMatch(Escalation::grantsMore)
        || group.equals("*")
        || resource.equals("*")
        || resource.startsWith("*/")) {
      return POWER;
    }
    if (group.isEmpty() && resource.equals("secrets")) {
      return SECRETS;
    }
    if (group.equals("rbac.authorization.k8s.io") && RBAC.contains(resource) && writes(verbs)) {
      return BINDINGS;
    }
    return ofOthers(verbs, group, resource);
  }

  private static Danger ofOthers(List<String> verbs, String group, String resource) {
    if (resource.equals("serviceaccounts/token")) {
      return TOKENS;
    }
    if (runs(verbs, resource)
        || (group.isEmpty() && resource.startsWith("pods/") && enters(resource))) {
      return PODS;
    }
    if (NODE.contains(resource)) {
      return NODES;
    }
    if (group.equals("admissionregistration.k8s.io")) {
      return ADMISSION;
    }
    if (group.equals("leasehold.dev")) {
      return LEASEHOLD;
    }
    return BuiltIn.knows(group, resource) ? ORDINARY : UNKNOWN;
  }

  /** Whether these verbs on this resource start containers, or change what they run. */
  static boolean runs(List<String> verbs, String resource) {
    return RUNNING.contains(resource) && writes(verbs);
  }

  static boolean writes(List<String> verbs) {
    return writing(verbs).findAny().isPresent();
  }

  /** Those of the verbs that make something or change it. */
  static Stream<String> writing(List<String> verbs) {
    return verbs.stream().filter(WRITING::contains);
  }

  private static boolean enters(String resource) {
    return !resource.equals("pods/log") && !resource.equals("pods/status");
  }
}
