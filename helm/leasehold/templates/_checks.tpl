{{/* What a schema cannot say: values that contradict each other, or the release. */}}
{{- define "leasehold.checks" -}}
{{- if eq .Values.grantsNamespace .Release.Namespace }}
{{- fail (printf "grantsNamespace: %q is the release namespace; grants need a namespace of their own, without pods" .Values.grantsNamespace) }}
{{- end }}
{{- range $kind := list "roles" "clusterRoles" }}
{{- range $name := get $.Values.bindable.toSubjects $kind }}
{{- if not (has $name (get $.Values.bindable $kind)) }}
{{- fail (printf "bindable.toSubjects.%s: %q is not in bindable.%s; add it there too" $kind $name $kind) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.guard.static (not (semverCompare ">=1.37-0" .Capabilities.KubeVersion.Version)) }}
{{- fail (printf "guard.static needs Kubernetes 1.37 or newer, this is %s; set it to false" .Capabilities.KubeVersion.Version) }}
{{- end }}
{{- if and (has "*" .Values.bindable.namespaces) (gt (len .Values.bindable.namespaces) 1) }}
{{- fail "bindable.namespaces has \"*\" and names; write one or the other" }}
{{- end }}
{{- range $i, $signer := .Values.signers }}
{{- range $kind, $names := dict "users" (list $signer.user) "groups" ($signer.groups | default list) }}
{{- range $name := $names }}
{{- range $machine := (get $.Values.machines $kind | default list) }}
{{- $is := eq (trim (lower $name)) (trim (lower $machine)) }}
{{- $begins := and (hasSuffix "*" $machine) (hasPrefix (trimSuffix "*" (lower $machine)) (trim (lower $name))) }}
{{- if or $is $begins }}
{{- fail (printf "signers[%d]: %q is a machine by machines.%s, and machines do not approve; remove one or the other" $i $name $kind) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- $sinks := dict }}
{{- range $i, $sink := .Values.notices.sinks }}
{{- if hasKey $sinks $sink.name }}
{{- fail (printf "notices.sinks[%d].name: %q is another sink's too; give each a name of its own" $i $sink.name) }}
{{- end }}
{{- $_ := set $sinks $sink.name true }}
{{- end }}
{{- range $i, $ceiling := .Values.ceilings }}
{{- if not (hasKey $ceiling "namespaces") }}
{{- fail (printf "ceilings[%d].namespaces is missing; list the namespaces in which its catalogs may bind roles, or [\"*\"] for all but system namespaces" $i) }}
{{- end }}
{{- if and (has "*" $ceiling.namespaces) (gt (len $ceiling.namespaces) 1) }}
{{- fail (printf "ceilings[%d].namespaces has \"*\" and names; write one or the other" $i) }}
{{- end }}
{{- end }}
{{- end }}
