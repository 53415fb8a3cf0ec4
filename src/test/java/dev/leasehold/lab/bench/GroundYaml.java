package dev.leasehold.lab.bench;

/** What {@link Ground} applies. */
final class GroundYaml {
  private GroundYaml() {}

  static final String TEXT =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: orders-reader, namespace: bench-shop}
      rules:
      - {apiGroups: [""], resources: [configmaps], verbs: [get, list]}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: orders, namespace: bench-shop}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: requesters, namespace: bench}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: leasehold-requester}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: alice}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: approvers, namespace: bench}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: leasehold-approver}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: olga}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: bench-request}
      rules:
      - apiGroups: [leasehold.dev]
        resources: [entitlements]
        resourceNames: [bench.binding, bench.token, bench.auto, bench.login]
        verbs: [request]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: bench-request}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: bench-request}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: alice}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: bench-approve}
      rules:
      - apiGroups: [leasehold.dev]
        resources: [entitlements/owner]
        resourceNames: [bench.binding, bench.token, bench.login]
        verbs: [approve]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: bench-approve}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: bench-approve}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: olga}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: bench-offboard}
      rules:
      - apiGroups: [leasehold.dev]
        resources: [entitlements]
        verbs: [offboard]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: bench-offboard}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: bench-offboard}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: sven}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: offboarders, namespace: bench}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: leasehold-offboarder}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: sven}
      ---
      apiVersion: leasehold.dev/v1alpha1
      kind: EntitlementCatalog
      metadata: {name: bench}
      spec:
        owners:
          catalog: {team: bench, contact: bench@example.com}
          policy: {team: bench, contact: bench@example.com}
          provisioning: {team: bench, contact: bench@example.com}
        requestableFrom: {namespaceSelector: {matchLabels: {domain: bench}}}
        entitlements:
        - &binding
          name: binding
          title: A binding, approved
          state: Requestable
          sensitivity: Low
          maxDuration: 8h
          targets:
          - name: own
            roleBinding:
              bindings: [{roleRef: {kind: Role, name: orders-reader}, namespaces: [bench-shop]}]
          approval: &approval
            mode: Required
            rules: [{role: owner, count: 1}]
            decideWithin: 24h
            validFor: 24h
          evidence: Minimal
        - <<: *binding
          name: token
          title: A token, approved
          targets:
          - name: shop
            serviceAccountToken:
              bindings: [{roleRef: {kind: Role, name: orders-reader}, namespaces: [bench-shop]}]
              credentialTTL: 1h
        - <<: *binding
          name: auto
          title: A binding, at once
          approval: {mode: Auto}
      """;

  /** One more entitlement, for labs with Vault. */
  static final String LOGIN =
      """
        - <<: *binding
          name: login
          title: A login to a database, approved
          targets:
          - name: db
            vault:
              connection: default
              tokenRole: leasehold-payments
              policies: [orders-ro]
              dynamicSecret: {path: database/creds/orders-ro}
              credentialTTL: 1h
      """;
}
