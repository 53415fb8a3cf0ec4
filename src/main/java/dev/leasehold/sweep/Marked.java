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
    ROLE_BINDING("/apis/rbac.authorization.k8s.io/v1", "rolebindings"),
    SERVICE_ACCOUNT("/api/v1", "serviceaccounts"),
    SECRET("/api/v1", "secrets");

    private final String group;
    private final String plural;

    Kind(String group, String plural) {
      this.group = group;
      this.plural = plural;
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

  String path() {
    return kind.in(namespace) + "/" + name;
  }
}
