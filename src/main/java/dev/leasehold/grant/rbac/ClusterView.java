package dev.leasehold.grant.rbac;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Optional;

/**
 * Where inspection looks: live, or in caches of the caller's, kind by kind; a kind without a place
 * to look is not inspected. It only tells whether something must be done; what is then done is
 * always decided by live answers.
 *
 * @param bindings RoleBindings of any namespace
 * @param accounts metadata of service accounts in the grants namespace
 * @param anchors metadata of anchor Secrets in the grants namespace
 */
public record ClusterView(
    Lookup<RoleBinding> bindings,
    Optional<Lookup<ObjectMeta>> accounts,
    Optional<Lookup<ObjectMeta>> anchors) {

  /** Finds one object, or knows that there is none. */
  @FunctionalInterface
  public interface Lookup<T> {
    /** Throws {@link dev.leasehold.grant.Unavailable} where it can not know. */
    Optional<T> find(String namespace, String name);
  }

  /** Looks at the API server itself, one GET for each object. */
  public static ClusterView live(KubernetesClient client, Duration callTimeout) {
    Cluster cluster = new Cluster(client, callTimeout);
    return new ClusterView(
        (namespace, name) -> get(cluster, Kind.ROLE_BINDING, namespace, name).map(ClusterView::of),
        Optional.of((namespace, name) -> metadata(cluster, Kind.SERVICE_ACCOUNT, namespace, name)),
        Optional.of((namespace, name) -> metadata(cluster, Kind.SECRET, namespace, name)));
  }

  /** Looks for bindings in the caller's cache, and for nothing else: no call to anybody. */
  public static ClusterView bindingsOnly(Lookup<RoleBinding> cached) {
    return new ClusterView(cached, Optional.empty(), Optional.empty());
  }

  /** The same, with bindings from the caller's cache. */
  public ClusterView withBindings(Lookup<RoleBinding> cached) {
    return new ClusterView(cached, accounts, anchors);
  }

  private static Optional<ObjectMeta> metadata(
      Cluster cluster, Kind kind, String namespace, String name) {
    return get(cluster, kind, namespace, name).map(Reply.Present::metadata);
  }

  private static Optional<Reply.Present> get(
      Cluster cluster, Kind kind, String namespace, String name) {
    Address address = new Address(kind, namespace, name);
    return switch (cluster.get(address)) {
      case Reply.Present found -> Optional.of(found);
      case Reply.Absent _, Reply.NoNamespace _ -> Optional.empty();
      case Reply.Deleted _, Reply.Taken _, Reply.Conflict _, Reply.Fenced _, Reply.Invalid _ ->
          throw Creation.contended(address);
    };
  }

  private static RoleBinding of(Reply.Present found) {
    return new RoleBindingBuilder()
        .withMetadata(found.metadata())
        .withSubjects(found.subjects())
        .withRoleRef(found.roleRef())
        .build();
  }
}
