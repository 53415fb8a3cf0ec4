{{/* The operator's configuration: each LEASEHOLD_ variable is the property of the same name. Empty lists are left out. */}}
{{- define "leasehold.env" -}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: LEASEHOLD_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
- name: LEASEHOLD_GRANTS_NAMESPACE
  value: {{ .Values.grantsNamespace | quote }}
- name: LEASEHOLD_KUBECONFIG_SERVER
  value: {{ .Values.kubeconfig.server | quote }}
- name: LEASEHOLD_RETENTION
  value: {{ .Values.retention | quote }}
- name: LEASEHOLD_REFUSAL_RETENTION
  value: {{ .Values.refusalRetention | quote }}
- name: LEASEHOLD_RATE_LIMITS_PER_NAMESPACE_PER_MINUTE
  value: {{ .Values.rateLimits.perNamespace.perMinute | int | quote }}
- name: LEASEHOLD_RATE_LIMITS_PER_NAMESPACE_BURST
  value: {{ .Values.rateLimits.perNamespace.burst | int | quote }}
- name: LEASEHOLD_RATE_LIMITS_PER_REQUESTER_PER_MINUTE
  value: {{ .Values.rateLimits.perRequester.perMinute | int | quote }}
- name: LEASEHOLD_RATE_LIMITS_PER_REQUESTER_BURST
  value: {{ .Values.rateLimits.perRequester.burst | int | quote }}
{{- with .Values.bindable.roles }}
- name: LEASEHOLD_BINDABLE_ROLES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.bindable.clusterRoles }}
- name: LEASEHOLD_BINDABLE_CLUSTER_ROLES
  value: {{ join "," . | quote }}
{{- end }}
- name: LEASEHOLD_BINDABLE_NAMESPACES
  value: {{ join "," .Values.bindable.namespaces | quote }}
{{- with .Values.bindable.toSubjects.roles }}
- name: LEASEHOLD_BINDABLE_TO_SUBJECTS_ROLES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.bindable.toSubjects.clusterRoles }}
- name: LEASEHOLD_BINDABLE_TO_SUBJECTS_CLUSTER_ROLES
  value: {{ join "," . | quote }}
{{- end }}
{{- if .Values.guard.static }}
- name: LEASEHOLD_GUARD_STATIC
  value: "true"
{{- end }}
{{- with .Values.operatorTokens.users }}
- name: LEASEHOLD_OPERATOR_TOKENS_USERS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.ceilings }}
- name: LEASEHOLD_CEILINGS
  value: {{ toJson . | quote }}
{{- end }}
{{- with .Values.signers }}
- name: LEASEHOLD_SIGNERS
  value: {{ toJson . | quote }}
{{- end }}
{{- with .Values.people }}
- name: LEASEHOLD_PEOPLE
  value: {{ toJson . | quote }}
{{- end }}
{{- with .Values.exclusions }}
- name: LEASEHOLD_EXCLUSIONS
  value: {{ toJson . | quote }}
{{- end }}
{{- if or .Values.machines.users .Values.machines.groups }}
- name: LEASEHOLD_MACHINES
  value: {{ toJson .Values.machines | quote }}
{{- end }}
{{- with .Values.vault.connections }}
- name: LEASEHOLD_VAULT_CONNECTIONS
  value: {{ toJson . | quote }}
{{- end }}
{{- with .Values.notices.sinks }}
- name: LEASEHOLD_NOTICES_SINKS
  value: {{ toJson . | quote }}
{{- end }}
{{- if .Values.evidence.enabled }}
- name: LEASEHOLD_EVIDENCE_DIRECTORY
  value: /var/lib/leasehold/evidence
- name: LEASEHOLD_EVIDENCE_NAME
  value: {{ .Values.evidence.name | quote }}
{{- with .Values.evidence.transit }}
- name: LEASEHOLD_EVIDENCE_TRANSIT
  value: {{ toJson . | quote }}
{{- end }}
{{- with .Values.evidence.witnesses }}
- name: LEASEHOLD_EVIDENCE_WITNESSES
  value: {{ toJson . | quote }}
- name: LEASEHOLD_EVIDENCE_QUORUM
  value: {{ $.Values.evidence.quorum | int | quote }}
{{- end }}
{{- end }}
- name: QUARKUS_LOG_LEVEL
  value: {{ .Values.logLevel }}
{{- end }}
