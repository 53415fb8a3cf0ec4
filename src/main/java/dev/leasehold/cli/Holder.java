package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.RecordedSubject;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.Objects;

/**
 * Whom a binding names.
 *
 * @param namespace of the binding, which a service account without one is in; empty where the
 *     binding is of the whole cluster
 */
record Holder(Subject named, String namespace) {
  /** Whether the service account gets what is bound, by its own name or as one of its group. */
  boolean is(RecordedSubject subject) {
    return switch (named.getKind()) {
      case "ServiceAccount" ->
          subject.serviceAccountName().equals(named.getName())
              && subject.namespace().equals(place());
      case "Group" ->
          named.getName().equals("system:serviceaccounts")
              || named.getName().equals("system:serviceaccounts:" + subject.namespace());
      default ->
          named
              .getName()
              .equals(
                  "system:serviceaccount:"
                      + subject.namespace()
                      + ":"
                      + subject.serviceAccountName());
    };
  }

  /** In words. */
  String who() {
    return named.getKind().equals("ServiceAccount")
        ? "ServiceAccount " + place() + "/" + named.getName()
        : named.getKind() + " " + named.getName();
  }

  private String place() {
    return Objects.requireNonNullElse(named.getNamespace(), namespace);
  }
}
