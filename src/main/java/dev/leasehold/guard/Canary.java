package dev.leasehold.guard;

/**
 * Objects to try the guard with. None is ever granted anything: the catalog that they name does not
 * exist, and only the request is ever stored.
 */
record Canary(Installation installation) {
  static final String NAME = "leasehold-canary";
  static final String RECORDS = "/apis/leasehold.dev/v1alpha1/accessrecords";

  /** A request that nobody made. */
  static final String UID = "00000000-0000-4000-8000-000000000000";

  /** A request of which the guard allows no record. */
  static final String NO_UID = "00000000-0000-0000-0000-000000000000";

  /** A change of the stored request that nobody may make. */
  static final String FINALIZER = "{\"metadata\": {\"finalizers\": [\"leasehold.dev/canary\"]}}";

  /**
   * Another name each time. Whoever may make an object of a known name in the operator's namespace
   * could else keep the guard from being proved.
   */
  static String another() {
    return NAME + "-" + java.util.UUID.randomUUID();
  }

  String requests() {
    return "/apis/leasehold.dev/v1alpha1/namespaces/%s/accessrequests"
        .formatted(installation.operatorNamespace());
  }

  String request() {
    return requests() + "/" + NAME;
  }

  String inGrants(String resource) {
    return "/api/v1/namespaces/%s/%s".formatted(installation.grantsNamespace(), resource);
  }

  String secrets() {
    return "/api/v1/namespaces/%s/secrets".formatted(installation.operatorNamespace());
  }

  /** The annotation by which the control plane fills a Secret with a token of this account. */
  String tokenOf(String account) {
    return "\"kubernetes.io/service-account.name\": \"%s\"".formatted(account);
  }

  String roleBindings() {
    return "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/rolebindings"
        .formatted(installation.operatorNamespace());
  }

  /** An AccessRequest with these annotations (members of a JSON object). */
  String request(String name, String annotations) {
    return request(name, annotations, "");
  }

  /** Another one, with an owner of this name. */
  String ownedRequest(String annotations, String owner) {
    String owners =
        ", \"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"name\": \"%s\", \"uid\": \"%s\"}]"
            .formatted(owner, UID);
    return request(another(), annotations, owners);
  }

  private static String request(String name, String annotations, String further) {
    return """
    {"apiVersion": "leasehold.dev/v1alpha1", "kind": "AccessRequest",
     "metadata": {"name": "%s", "annotations": {%s}%s},
     "spec": {"entitlement": {"catalog": "leasehold-canary", "name": "canary"},
              "subject": {"serviceAccountName": "leasehold-canary"}, "duration": "1m", "requestId": "1"}}
    """
        .formatted(name, annotations, further);
  }

  /** Annotations that name this user as applier and requester. */
  String by(String user) {
    return "\"leasehold.dev/applied-by\": \"%s\", \"leasehold.dev/requested-by\": \"%s\""
        .formatted(user, user);
  }

  /** A change of the stored request's annotations. */
  String annotations(String annotations) {
    return "{\"metadata\": {\"annotations\": {%s}}}".formatted(annotations);
  }

  /** An AccessRecord of a request that was refused. */
  String record(String uid, String annotations) {
    return """
    {"apiVersion": "leasehold.dev/v1alpha1", "kind": "AccessRecord",
     "metadata": {"name": "ar-%s", "annotations": {%s}},
     "spec": {"outcome": "Rejected",
              "request": {"namespace": "%s", "name": "leasehold-canary", "uid": "%s", "requestId": "1", "specDigest": "%s"},
              "requester": {"name": "leasehold-canary", "claimed": false}, "applier": "leasehold-canary",
              "subject": {"namespace": "%s", "serviceAccountName": "leasehold-canary"},
              "entitlement": {"catalog": "leasehold-canary", "name": "canary"}}}
    """
        .formatted(
            uid,
            annotations,
            installation.operatorNamespace(),
            uid,
            "0".repeat(64),
            installation.operatorNamespace());
  }

  /** The name of an object of that request. */
  String named(String rest) {
    return "ar-" + UID + rest;
  }

  /** A Secret or ServiceAccount without content. */
  String object(String kind, String name, String labels, String annotations, String further) {
    return """
    {"apiVersion": "v1", "kind": "%s", "metadata": {"name": "%s", "labels": {%s}, "annotations": {%s}}%s}
    """
        .formatted(kind, name, labels, annotations, further);
  }

  /** The mark with that request's UID. */
  String mark() {
    return "\"leasehold.dev/request-uid\": \"%s\"".formatted(UID);
  }

  /** A RoleBinding of a role that gives nothing. */
  String roleBinding(String subjects) {
    return """
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
     "metadata": {"name": "%s", "labels": {%s}}, "subjects": [%s],
     "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "leasehold-canary"}}
    """
        .formatted(named("-" + another()), mark(), subjects);
  }

  /** A service account in the namespace of grants, as a subject. */
  String subject(String name) {
    return "{\"kind\": \"ServiceAccount\", \"namespace\": \"%s\", \"name\": \"%s\"}"
        .formatted(installation.grantsNamespace(), name);
  }

  /** Binds a token to the Secret of that name. */
  String anchor(String name) {
    return ", \"boundObjectRef\": {\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"name\": \"%s\"}"
        .formatted(name);
  }

  /** A request for a short token, bound to what these members say. */
  String token(String boundObject) {
    return """
    {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 600%s}}
    """
        .formatted(boundObject);
  }
}
