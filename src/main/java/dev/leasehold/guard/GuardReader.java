package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads policies and bindings from the API server itself, not from a cache: four lists at once. */
final class GuardReader {
  private static final String GROUP = "admissionregistration.k8s.io";
  private static final String LABEL = "leasehold.dev/guard";

  private final KubernetesClient client;

  GuardReader(KubernetesClient client) {
    this.client = client;
  }

  /** Throws what the API server answered if it cannot be read. */
  InstalledGuard read() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var validating = list(threads, "ValidatingAdmissionPolicy", "validatingadmissionpolicies");
      var validatingBindings =
          list(threads, "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings");
      var mutating = list(threads, "MutatingAdmissionPolicy", "mutatingadmissionpolicies");
      var mutatingBindings =
          list(threads, "MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings");
      List<GenericKubernetesResource> objects = new ArrayList<>();
      for (var kind : List.of(validating, validatingBindings, mutating, mutatingBindings)) {
        kind.join().ifPresent(objects::addAll);
      }
      return new InstalledGuard(objects, mutating.join().isPresent());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private CompletableFuture<Optional<List<GenericKubernetesResource>>> list(
      ExecutorService threads, String kind, String plural) {
    return CompletableFuture.supplyAsync(() -> list(kind, plural), threads);
  }

  /** Empty if this cluster does not know the kind. */
  private Optional<List<GenericKubernetesResource>> list(String kind, String plural) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup(GROUP)
            .withVersion("v1")
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(false)
            .build();
    try {
      var found = client.genericKubernetesResources(context).withLabel(LABEL, "true").list();
      found.getItems().forEach(item -> item.setKind(kind));
      return Optional.of(found.getItems());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
