package dev.leasehold.guard;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the chart fills into the text of the policies.
 *
 * @param operatorUser the name under which the API server knows the operator
 * @param toSubjectRoles names of Roles that may be bound to a workload's own service account
 * @param toSubjectClusterRoles names of ClusterRoles for which the same holds
 * @param tokenUsers who mints tokens of the operator's service account, besides nodes
 * @param machineUsers user names, or prefixes with an asterisk, of machines
 * @param machineGroups groups whose members are machines
 */
public record Installation(
    String operatorNamespace,
    String operatorUser,
    String grantsNamespace,
    List<String> bindableNamespaces,
    List<String> toSubjectRoles,
    List<String> toSubjectClusterRoles,
    List<String> tokenUsers,
    List<String> machineUsers,
    List<String> machineGroups) {
  public Installation {
    bindableNamespaces = List.copyOf(bindableNamespaces);
    toSubjectRoles = List.copyOf(toSubjectRoles);
    toSubjectClusterRoles = List.copyOf(toSubjectClusterRoles);
    tokenUsers = List.copyOf(tokenUsers);
    machineUsers = List.copyOf(machineUsers);
    machineGroups = List.copyOf(machineGroups);
  }

  /** The packaged text as the chart renders it for this installation. */
  String fill(String text) {
    return text.replace("@OPERATOR_USER@", operatorUser)
        .replace("@OPERATOR_NAMESPACE@", operatorNamespace)
        .replace("@GRANTS_NAMESPACE@", grantsNamespace)
        .replace("@BINDABLE_NAMESPACES@", json(bindableNamespaces))
        .replace("@TO_SUBJECT_ROLES@", json(toSubjectRoles))
        .replace("@TO_SUBJECT_CLUSTER_ROLES@", json(toSubjectClusterRoles))
        .replace("@OPERATOR_TOKEN_USERS@", json(tokenUsers))
        .replace("@MACHINE_USERS@", json(machineUsers))
        .replace("@MACHINE_GROUPS@", json(machineGroups));
  }

  /** The name of the operator's service account. */
  String operatorAccount() {
    return operatorUser.substring(operatorUser.lastIndexOf(':') + 1);
  }

  private static String json(List<String> names) {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
  }
}
