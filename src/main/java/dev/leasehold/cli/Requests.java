package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Requests as the caller may see and annotate them. */
final class Requests {
  private static final Pattern POLICY =
      Pattern.compile(
          "^.*ValidatingAdmissionPolicy '[^']*' with binding '[^']*' denied request: (.*)$",
          Pattern.DOTALL);

  /** How many open requests are looked at. */
  static final int LOOKED_AT = 1000;

  private static final long PAGE = 100;

  private final KubernetesClient client;

  Requests(KubernetesClient client) {
    this.client = client;
  }

  /** The request, if it is there. */
  Optional<AccessRequest> named(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(AccessRequest.class).inNamespace(namespace).withName(name).get());
  }

  /** Which requests are looked at. */
  enum Which {
    /** Those for which something is still to be done. */
    OPEN,
    /** All. */
    ALL
  }

  /**
   * Looks at them page by page, so that however many there are, few are held at a time and it ends.
   *
   * @param namespace the one whose requests are meant; empty for all
   * @return whether there are more than {@link #LOOKED_AT}
   */
  boolean each(Which which, Optional<String> namespace, Consumer<AccessRequest> look) {
    String next = "";
    for (int page = 0; page < LOOKED_AT / PAGE; page++) {
      KubernetesResourceList<AccessRequest> found = page(which, namespace, next);
      found.getItems().forEach(look);
      next = Objects.requireNonNullElse(found.getMetadata().getContinue(), "");
      if (next.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private KubernetesResourceList<AccessRequest> page(
      Which which, Optional<String> namespace, String from) {
    ListOptions page =
        new ListOptionsBuilder()
            .withFieldSelector(which == Which.OPEN ? "status.settled!=true" : null)
            .withLimit(PAGE)
            .withContinue(from.isEmpty() ? null : from)
            .build();
    var requests = client.resources(AccessRequest.class);
    return namespace
        .map(n -> requests.inNamespace(n).list(page))
        .orElseGet(() -> requests.inAnyNamespace().list(page));
  }

  /**
   * Watches it from the version on that was read. The watcher hears of the watch's end.
   *
   * @throws KubernetesClientException if the API server refuses
   */
  Watch watch(AccessRequest request, Watcher<AccessRequest> watcher) {
    String namespace = request.getMetadata().getNamespace();
    ListOptions since =
        new ListOptionsBuilder()
            .withResourceVersion(request.getMetadata().getResourceVersion())
            .build();
    try {
      return client
          .resources(AccessRequest.class)
          .inNamespace(namespace)
          .withName(request.getMetadata().getName())
          .watch(since, watcher);
    } catch (KubernetesClientException e) {
      // Who may not watch is told no more than that by the client.
      throw e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
          ? new KubernetesClientException(
              new StatusBuilder()
                  .withCode(e.getCode())
                  .withMessage(
                      "you may not watch accessrequests.leasehold.dev in namespace "
                          + namespace
                          + ": ask for the verb watch")
                  .build())
          : e;
    }
  }

  /**
   * Annotates this very request; one that was deleted and made again under its name is another.
   *
   * @param onlyAsRead whether nothing is written if it has changed at all since it was read
   * @throws KubernetesClientException if the API server refuses
   */
  void annotate(AccessRequest request, String key, String value, boolean onlyAsRead) {
    Writing.annotate(place(request), request, key, value, onlyAsRead);
  }

  /**
   * Asks whether the caller could annotate it like this at the moment; nothing is written.
   *
   * @throws KubernetesClientException if the API server would refuse
   */
  void rehearse(AccessRequest request, String key, String value) {
    Writing.rehearse(place(request), request, key, value);
  }

  /** The name by which the API server knows the caller. */
  String me() {
    return new Caller(client).name();
  }

  private Resource<AccessRequest> place(AccessRequest request) {
    return client
        .resources(AccessRequest.class)
        .inNamespace(request.getMetadata().getNamespace())
        .withName(request.getMetadata().getName());
  }

  /** What the API server answered, without what concerns only programs. */
  static String said(KubernetesClientException refusal) {
    if (refusal.getCode() == HttpURLConnection.HTTP_CONFLICT) {
      return "it changed or was replaced meanwhile, and nothing was written: look at it again";
    }
    String message =
        refusal.getStatus() == null || refusal.getStatus().getMessage() == null
            ? "the API server did not answer"
            : refusal.getStatus().getMessage();
    var policy = POLICY.matcher(message);
    return policy.matches() ? policy.group(1) : message;
  }
}
