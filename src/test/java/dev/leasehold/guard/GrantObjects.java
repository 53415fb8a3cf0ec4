package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What the operator makes for the request of this UID, as YAML. */
record GrantObjects(String uid) {
  static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: mine, namespace: leasehold-grants}
      spec:
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        containers:
        - name: mine
          image: mine
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  /** The same without the mark. */
  static String unmarked(String yaml) {
    return yaml.replaceFirst("leasehold.dev/request-uid: [-0-9a-f]+", "");
  }

  String name(String rest) {
    return "ar-" + uid + rest;
  }

  /** A patch that gives an object this mark. */
  String marking() {
    return "{\"metadata\": {\"labels\": {\"leasehold.dev/request-uid\": \"%s\"}}}".formatted(uid);
  }

  String secret(String namespace, String name) {
    return object("Secret", namespace, name);
  }

  String account(String namespace, String name) {
    return object("ServiceAccount", namespace, name);
  }

  /** The request's account in the namespace of grants. */
  String subject() {
    return subject("leasehold-grants", name("-a"));
  }

  static String subject(String namespace, String name) {
    return "{kind: ServiceAccount, namespace: %s, name: %s}".formatted(namespace, name);
  }

  /** A binding of a ClusterRole. */
  String binding(String namespace, String role, String subjects) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: %s, namespace: %s, labels: {leasehold.dev/request-uid: %s}}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
    subjects: [%s]
    """
        .formatted(name("-a-0"), namespace, uid, role, subjects);
  }

  /** A binding that names the request's namespace. */
  String bindingFor(String requestNamespace, String namespace, String role, String subjects) {
    return binding(namespace, role, subjects)
        .replace(
            "metadata: {",
            "metadata: {annotations: {leasehold.dev/request-namespace: %s}, "
                .formatted(requestNamespace));
  }

  static TokenRequest mint(KubernetesClient who, String account, String anchor, long seconds) {
    return who.serviceAccounts()
        .inNamespace("leasehold-grants")
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(seconds)
                .withNewBoundObjectRef("v1", "Secret", anchor, null)
                .endSpec()
                .build());
  }

  private String object(String kind, String namespace, String name) {
    return """
    apiVersion: v1
    kind: %s
    metadata: {name: %s, namespace: %s, labels: {leasehold.dev/request-uid: %s}}
    """
        .formatted(kind, name, namespace, uid);
  }
}
