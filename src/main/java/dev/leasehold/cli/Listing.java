package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cli.Requests.Which;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** A command that looks at many requests, but not at more than it can hold. */
abstract class Listing extends ClusterCommand {
  /** Begins; which requests are to be looked at. */
  abstract Which begin(Caller caller);

  /** Looks at one of them. */
  abstract void look(AccessRequest request);

  /** Lists what was found. */
  abstract void list(Caller caller);

  @Override
  final int run(KubernetesClient client) {
    Optional<String> namespace =
        cluster.namesNamespace() ? Optional.of(cluster.namespace(client)) : Optional.empty();
    Caller caller = new Caller(client);
    Which which = begin(caller);
    boolean more;
    try {
      more = new Requests(client).each(which, namespace, this::look);
    } catch (KubernetesClientException e) {
      if (namespace.isPresent() || e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      err().line("leasehold: " + Requests.said(e) + "; name a namespace with -n");
      return REFUSED;
    }
    list(caller);
    if (more) {
      tellOfMore(which, namespace);
    }
    return 0;
  }

  private void tellOfMore(Which which, Optional<String> namespace) {
    err()
        .line(
            "leasehold: there are more than %d%s requests%s; the others were not looked at%s"
                .formatted(
                    Requests.LOOKED_AT,
                    which == Which.OPEN ? " open" : "",
                    namespace.map(n -> " in namespace " + n).orElse(""),
                    namespace.isPresent() ? "" : ": name a namespace with -n"));
  }
}
