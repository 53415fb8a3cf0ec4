package dev.leasehold.grant.rbac;

/** The kinds of object that a grant consists of, with where the API server keeps them. */
enum Kind {
  SERVICE_ACCOUNT("v1", "ServiceAccount", "/api/v1", "serviceaccounts"),
  SECRET("v1", "Secret", "/api/v1", "secrets"),
  ROLE_BINDING(
      "rbac.authorization.k8s.io/v1",
      "RoleBinding",
      "/apis/rbac.authorization.k8s.io/v1",
      "rolebindings");

  private final String apiVersion;
  private final String text;
  private final String root;
  private final String plural;

  Kind(String apiVersion, String text, String root, String plural) {
    this.apiVersion = apiVersion;
    this.text = text;
    this.root = root;
    this.plural = plural;
  }

  String apiVersion() {
    return apiVersion;
  }

  String text() {
    return text;
  }

  /** The name under which answers speak of it. */
  String plural() {
    return plural;
  }

  String path(String namespace) {
    return root + "/namespaces/" + namespace + "/" + plural;
  }
}
