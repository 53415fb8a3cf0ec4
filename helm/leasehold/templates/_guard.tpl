{{/* A file of the guard for this installation. Its text lives in guard/, which the operator carries too and compares with
what it finds in the cluster; so here and there nothing but these tokens is filled in. */}}
{{- define "leasehold.guardFile" -}}
{{ .root.Files.Get .path
  | replace "@OPERATOR_USER@" (include "leasehold.operatorUser" .root)
  | replace "@OPERATOR_NAMESPACE@" .root.Release.Namespace
  | replace "@GRANTS_NAMESPACE@" .root.Values.grantsNamespace
  | replace "@BINDABLE_NAMESPACES@" (toJson .root.Values.bindable.namespaces)
  | replace "@TO_SUBJECT_ROLES@" (toJson .root.Values.bindable.toSubjects.roles)
  | replace "@TO_SUBJECT_CLUSTER_ROLES@" (toJson .root.Values.bindable.toSubjects.clusterRoles)
  | replace "@OPERATOR_TOKEN_USERS@" (toJson .root.Values.operatorTokens.users)
  | replace "@MACHINE_USERS@" (toJson (.root.Values.machines.users | default list))
  | replace "@MACHINE_GROUPS@" (toJson (.root.Values.machines.groups | default list)) }}
{{- end }}
