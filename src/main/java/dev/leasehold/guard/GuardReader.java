package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads policies, bindings and the definitions of our kinds from the API server itself, not from a
 * cache: four lists and three objects at once.
 */
final class GuardReader {
  private static final String GROUP = "/apis/admissionregistration.k8s.io/v1/";
  private static final String LABELLED = "?labelSelector=leasehold.dev%2Fguard%3Dtrue";
  private static final String PARTIAL = "application/json;as=%s;g=meta.k8s.io;v=v1";

  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

  private static final String DEFINITION = "CustomResourceDefinition";

  private static final String MUTATING = "MutatingAdmissionPolicy";

  private static final Map<String, String> KINDS =
      Map.of(
          "ValidatingAdmissionPolicy",
          "validatingadmissionpolicies",
          "ValidatingAdmissionPolicyBinding",
          "validatingadmissionpolicybindings",
          MUTATING,
          "mutatingadmissionpolicies",
          "MutatingAdmissionPolicyBinding",
          "mutatingadmissionpolicybindings");

  private final ApiServer api;
  private final KubernetesSerialization serialization;
  private final GuardSource source;

  GuardReader(ApiServer api, KubernetesSerialization serialization, GuardSource source) {
    this.api = api;
    this.source = source;
    this.serialization = serialization;
  }

  /** Throws what the API server answered if it cannot be read. */
  InstalledGuard read() {
    return read(Form.WHOLE);
  }

  /** As {@link #read}, but only as much as it takes. */
  Fingerprint fingerprint() {
    return read(Form.METADATA).fingerprint();
  }

  /** How much of each object is read. */
  private enum Form {
    WHOLE("application/json", "application/json"),

    /** A tenth of the bytes, for both sides to write and to read. */
    METADATA(
        PARTIAL.formatted("PartialObjectMetadataList"), PARTIAL.formatted("PartialObjectMetadata"));

    private final String ofMany;
    private final String ofOne;

    Form(String ofMany, String ofOne) {
      this.ofMany = ofMany;
      this.ofOne = ofOne;
    }
  }

  private InstalledGuard read(Form form) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, CompletableFuture<Optional<List<GenericKubernetesResource>>>> lists =
          new java.util.HashMap<>();
      policies()
          .forEach(
              (kind, plural) ->
                  lists.put(
                      kind,
                      CompletableFuture.supplyAsync(() -> list(kind, plural, form), threads)));
      List<CompletableFuture<Optional<GenericKubernetesResource>>> kinds =
          InstalledKinds.NAMES.stream()
              .map(name -> CompletableFuture.supplyAsync(() -> definition(name, form), threads))
              .toList();
      List<GenericKubernetesResource> objects = new ArrayList<>();
      lists.values().forEach(list -> list.join().ifPresent(objects::addAll));
      boolean stamps =
          source == GuardSource.FILES
              || Optional.ofNullable(lists.get(MUTATING))
                  .flatMap(CompletableFuture::join)
                  .isPresent();
      List<GenericKubernetesResource> definitions =
          kinds.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
      return new InstalledGuard(objects, new InstalledKinds(definitions), stamps);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** The kinds of policies to be read; the API does not show what comes from files. */
  private Map<String, String> policies() {
    return switch (source) {
      case API -> KINDS;
      case FILES -> Map.of();
    };
  }

  private Optional<GenericKubernetesResource> definition(String name, Form form) {
    return switch (api.read(DEFINITIONS + name, form.ofOne)) {
      case Answer.Accepted(String body) -> Optional.of(one(body, form));
      case Answer.Failed(int code, String _) when code == HttpURLConnection.HTTP_NOT_FOUND ->
          Optional.empty();
      case Answer.Failed(int code, String _) ->
          throw new KubernetesClientException("the definition of " + name, code, null);
      case Answer.RefusedBy _ ->
          throw new KubernetesClientException(
              "the definition of " + name, HttpURLConnection.HTTP_FORBIDDEN, null);
    };
  }

  /** Empty if this cluster does not know the kind. */
  private Optional<List<GenericKubernetesResource>> list(String kind, String plural, Form form) {
    return switch (api.read(GROUP + plural + LABELLED, form.ofMany)) {
      case Answer.Accepted(String body) -> Optional.of(many(kind, body, form));
      case Answer.Failed(int code, String _) when code == HttpURLConnection.HTTP_NOT_FOUND ->
          Optional.empty();
      case Answer.Failed(int code, String _) ->
          throw new KubernetesClientException("the list of " + plural, code, null);
      case Answer.RefusedBy _ ->
          throw new KubernetesClientException(
              "the list of " + plural, HttpURLConnection.HTTP_FORBIDDEN, null);
    };
  }

  private GenericKubernetesResource one(String body, Form form) {
    if (form == Form.METADATA) {
      return serialization.unmarshal(body, Identified.class).object(DEFINITION);
    }
    GenericKubernetesResource definition =
        serialization.unmarshal(body, GenericKubernetesResource.class);
    definition.setKind(DEFINITION);
    return definition;
  }

  private List<GenericKubernetesResource> many(String kind, String body, Form form) {
    if (form == Form.METADATA) {
      return serialization.unmarshal(body, Identified.All.class).items().stream()
          .map(item -> item.object(kind))
          .toList();
    }
    List<GenericKubernetesResource> items =
        serialization.unmarshal(body, GenericKubernetesResourceList.class).getItems();
    items.forEach(item -> item.setKind(kind));
    return items;
  }
}
