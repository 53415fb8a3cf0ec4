{{/* Labels of everything that this chart makes. */}}
{{- define "leasehold.labels" -}}
{{ include "leasehold.selector" . }}
app.kubernetes.io/part-of: leasehold
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* Labels by which the operator's pods are found; they can never change. */}}
{{- define "leasehold.selector" -}}
app.kubernetes.io/name: leasehold
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "leasehold.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* The operator's service account: its name is part of the guard, so there is one, in the release namespace. */}}
{{- define "leasehold.serviceAccount" -}}leasehold-operator{{- end }}

{{/* The name under which the API server knows the operator. */}}
{{- define "leasehold.operatorUser" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "leasehold.serviceAccount" . }}
{{- end }}

{{/* A time of an alert in whole seconds, at least one: (list SECONDS PERCENT). */}}
{{- define "leasehold.seconds" -}}
{{- max 1 (div (mul (index . 0) (index . 1)) 100) -}}
{{- end }}

{{/* The address of a runbook: (list $ NAME). */}}
{{- define "leasehold.runbook" -}}
{{ printf "%s/%s.md" ((index . 0).Values.prometheusRule.runbooks | trimSuffix "/") (index . 1) | quote }}
{{- end }}
