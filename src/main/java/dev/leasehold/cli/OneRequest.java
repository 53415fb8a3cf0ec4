package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** A command about one request that is named. */
abstract class OneRequest extends ClusterCommand {
  @Parameters(paramLabel = "NAME", description = "The AccessRequest.")
  private String name = "";

  /** Does it to this request; the code to exit with. */
  abstract int run(Requests requests, AccessRequest request);

  @Override
  final int run(KubernetesClient client) {
    Requests requests = new Requests(client);
    String namespace = cluster.namespace(client);
    Optional<AccessRequest> request = requests.named(namespace, name);
    if (request.isEmpty()) {
      err()
          .line(
              "leasehold: there is no AccessRequest %s in namespace %s; name another with -n"
                  .formatted(name, namespace));
      return REFUSED;
    }
    return run(requests, request.get());
  }
}
