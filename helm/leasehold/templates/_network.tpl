{{/* One rule of egress: (list PORTS PEERS); without peers, any address. */}}
{{- define "leasehold.peers" -}}
ports:
{{- range index . 0 }}
- {protocol: TCP, port: {{ . }}}
{{- end }}
{{- with index . 1 }}
to: {{ toJson . }}
{{- end }}
{{- end }}

{{/* The addresses of the sinks. One that is in a Secret is unknown here; the usual ports of its format are allowed. */}}
{{- define "leasehold.sinks" -}}
{{- $urls := list -}}
{{- range .Values.notices.sinks -}}
{{- $usual := ternary (list "smtp://unknown:587" "smtps://unknown:465") (list "https://unknown") (eq "Mail" (.format | default "Webhook")) -}}
{{- $urls = concat $urls (ternary (list (.url | default "")) $usual (hasKey . "url")) -}}
{{- end -}}
{{ toYaml $urls }}
{{- end }}

{{/*
The rules of egress to these addresses: (list URLS VALUES), VALUES with `to` and more `ports`. A Service in the cluster is allowed
by its namespace, because a policy sees the ports of its pods, not its own.
*/}}
{{- define "leasehold.egress" -}}
{{- $values := index . 1 -}}
{{- $ports := list -}}
{{- range $values.ports }}{{ $ports = append $ports (int .) }}{{ end -}}
{{- $namespaces := list -}}
{{- range index . 0 -}}
{{- $url := urlParse . -}}
{{- $loopback := regexMatch "^(localhost|127[.].*)$" $url.hostname -}}
{{- if regexMatch "^[^.]+[.][^.]+[.]svc([.]|$)" $url.hostname -}}
{{- $namespaces = append $namespaces (index (splitList "." $url.hostname) 1) -}}
{{- else if not $loopback -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- $usual := get (dict "https" 443 "http" 80 "smtp" 25 "smtps" 465) $url.scheme -}}
{{- $ports = append $ports (int ($port | default $usual)) -}}
{{- end -}}
{{- end -}}
{{- with $ports | uniq }}
  - {{- include "leasehold.peers" (list . $values.to) | nindent 4 }}
{{- end }}
{{- range $namespaces | uniq | sortAlpha }}
  - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{ . }}}}}]
{{- end }}
{{- end }}
