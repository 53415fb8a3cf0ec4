package dev.leasehold.api.v1alpha1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A real API server that knows the definitions and nothing else, shared by the schema tests. */
final class SchemaLab implements BeforeAllCallback {
  private static final String STRICT = "fieldValidation=Strict";

  private @Nullable Started started;

  @Override
  public void beforeAll(ExtensionContext context) {
    started =
        context
            .getRoot()
            .getStore(Namespace.create(SchemaLab.class))
            .computeIfAbsent("lab", key -> Started.start(), Started.class);
  }

  Lab lab() {
    return requireNonNull(started, "register it as a static @RegisterExtension").lab;
  }

  /** What the server says against creating this object, if anything; nothing is created. */
  Optional<String> refusalToCreate(String plural, JsonNode object) {
    return refusal("POST", collection(plural) + "?dryRun=All&" + STRICT, object);
  }

  /** What the server says against replacing this object, if anything; nothing is replaced. */
  Optional<String> refusalToReplace(String plural, JsonNode object) {
    return refusal("PUT", path(plural, object) + "?dryRun=All&" + STRICT, object);
  }

  /** The same for its status. */
  Optional<String> refusalToReplaceStatus(String plural, JsonNode object) {
    return refusal("PUT", path(plural, object) + "/status?dryRun=All&" + STRICT, object);
  }

  /** Makes the object as it is, status included, and returns it as the server has it. */
  JsonNode create(String plural, JsonNode object) {
    JsonNode made = send("POST", collection(plural) + "?" + STRICT, object);
    if (!object.has("status")) {
      return made;
    }
    ObjectNode complete = made.deepCopy();
    complete.set("status", object.get("status"));
    return send("PUT", path(plural, made) + "/status?" + STRICT, complete);
  }

  void delete(String plural, JsonNode object) {
    send("DELETE", path(plural, object), null);
  }

  private Optional<String> refusal(String method, String uri, JsonNode object) {
    try {
      send(method, uri, object);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(
          e.getStatus() == null ? String.valueOf(e.getMessage()) : e.getStatus().getMessage());
    }
  }

  private JsonNode send(String method, String uri, @Nullable JsonNode object) {
    String answer = lab().adminClient().raw(uri, method, object);
    return Json.documents(requireNonNull(answer, uri)).getFirst();
  }

  private static String path(String plural, JsonNode object) {
    return collection(plural) + "/" + object.at("/metadata/name").asText();
  }

  private static String collection(String plural) {
    String scope = plural.equals("accessrequests") ? "namespaces/default/" : "";
    return "/apis/leasehold.dev/v1alpha1/" + scope + plural;
  }

  private record Started(Lab lab) implements AutoCloseable {
    static Started start() {
      Lab lab = Lab.start(LabOptions.ordinary());
      lab.installCrds();
      return new Started(lab);
    }

    @Override
    public void close() {
      lab.close();
    }
  }
}
