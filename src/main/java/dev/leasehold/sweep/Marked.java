package dev.leasehold.sweep;

import dev.leasehold.observe.Keys;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;

/**
 * An object that bears our mark.
 *
 * @param request UID of the request for which it was made
 * @param going whether it is being deleted, and only held by a finalizer
 */
record Marked(
    Kind kind,
    String namespace,
    String name,
    String uid,
    String version,
    String request,
    boolean going) {
  /** What may bear it. */
  enum Kind {
    ROLE_BINDING("/apis/rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding"),
    SERVICE_ACCOUNT("/api/v1", "serviceaccounts", "ServiceAccount"),
    SECRET("/api/v1", "secrets", "Secret");

    private final String group;
    private final String plural;
    private final String word;

    Kind(String group, String plural, String word) {
      this.group = group;
      this.plural = plural;
      this.word = word;
    }

    /** Where those of the whole cluster are. */
    String everywhere() {
      return group + "/" + plural;
    }

    String in(String namespace) {
      return group + "/namespaces/" + namespace + "/" + plural;
    }
  }

  /** Empty where it does not bear the mark. */
  static Optional<Marked> of(Kind kind, ObjectMeta meta) {
    return Optional.ofNullable(meta.getLabels())
        .map(labels -> labels.get(Keys.REQUEST_UID))
        .map(
            request ->
                new Marked(
                    kind,
                    meta.getNamespace(),
                    meta.getName(),
                    meta.getUid(),
                    meta.getResourceVersion(),
                    request,
                    meta.getDeletionTimestamp() != null));
  }

  Removed removed() {
    return new Removed(kind.word, namespace, name, uid, request);
  }

  String path() {
    return kind.in(namespace) + "/" + name;
  }
}
