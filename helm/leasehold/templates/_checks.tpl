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
{{- if and .Values.serviceMonitor.enabled (not .Values.metrics.service.enabled) }}
{{- fail "serviceMonitor.enabled needs metrics.service.enabled: Prometheus finds the operator by that Service" }}
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
{{- $mail := eq "Mail" ($sink.format | default "Webhook") }}
{{- range $field := list "from" "to" }}
{{- if and $mail (not (hasKey $sink $field)) }}
{{- fail (printf "notices.sinks[%d].%s is missing; mail needs one address from which and one to which it goes" $i $field) }}
{{- end }}
{{- if and (not $mail) (hasKey $sink $field) }}
{{- fail (printf "notices.sinks[%d].%s is for format Mail only; take it away" $i $field) }}
{{- end }}
{{- end }}
{{- if hasKey $sink "url" }}
{{- if ne $mail (hasPrefix "smtp" $sink.url) }}
{{- fail (printf "notices.sinks[%d].url: mail goes by smtp:// or smtps://, all else by https://, or http:// to a Service" $i) }}
{{- end }}
{{- if and $mail (not (regexMatch "^smtps?://[^/?]+$" $sink.url)) }}
{{- fail (printf "notices.sinks[%d].url must be smtps://HOST:PORT or smtp://HOST:PORT" $i) }}
{{- end }}
{{- end }}
{{- range $field := list "digest" "quietHours" }}
{{- if and (eq "Webhook" ($sink.format | default "Webhook")) (hasKey $sink $field) }}
{{- fail (printf "notices.sinks[%d].%s is for people, and format Webhook for programs; take it away" $i $field) }}
{{- end }}
{{- end }}
{{- with $sink.quietHours }}
{{- if eq .from .to }}
{{- fail (printf "notices.sinks[%d].quietHours.to is the same as from; nothing would ever be told" $i) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $i, $ceiling := .Values.ceilings }}
{{- if not (hasKey $ceiling "namespaces") }}
{{- fail (printf "ceilings[%d].namespaces is missing; list the namespaces in which its catalogs may bind roles, or [\"*\"] for all but system namespaces" $i) }}
{{- end }}
{{- if and (has "*" $ceiling.namespaces) (gt (len $ceiling.namespaces) 1) }}
{{- fail (printf "ceilings[%d].namespaces has \"*\" and names; write one or the other" $i) }}
{{- end }}
{{- end }}
{{- if and .Values.evidence.witnesses (not .Values.evidence.enabled) }}
{{- fail "evidence.witnesses is of no use without evidence.enabled" }}
{{- end }}
{{- if and .Values.evidence.transit (not .Values.evidence.enabled) }}
{{- fail "evidence.transit is of no use without evidence.enabled" }}
{{- end }}
{{- if .Values.evidence.enabled }}
{{- if not .Values.evidence.name }}
{{- fail "evidence.name is missing; the evidence log needs a name that never changes, such as example.com/evidence" }}
{{- end }}
{{- if and .Values.evidence.secretName .Values.evidence.transit }}
{{- fail "evidence.secretName and evidence.transit are both set, and a log has one key; remove one of them" }}
{{- end }}
{{- if not (or .Values.evidence.secretName .Values.evidence.transit) }}
{{- fail "evidence.secretName is missing; name a Secret with the key of the log, or set evidence.transit" }}
{{- end }}
{{- with .Values.evidence.transit }}
{{- if not (hasKey $.Values.vault.connections .connection) }}
{{- fail (printf "evidence.transit.connection: %q is not in vault.connections; add it there, or name one that is" .connection) }}
{{- end }}
{{- end }}
{{- if gt (int .Values.evidence.quorum) (len (.Values.evidence.witnesses | default list)) }}
{{- fail "evidence.quorum exceeds the number of evidence.witnesses" }}
{{- end }}
{{- if and (gt (int .Values.replicas) 1) (not (has "ReadWriteMany" .Values.evidence.accessModes)) }}
{{- fail "evidence.accessModes must have ReadWriteMany if there are two replicas; both mount the volume" }}
{{- end }}
{{- end }}
{{- end }}
