package dev.leasehold.grant.rbac;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API server's objects as grants need them: created by name, deleted by UID, and answered for
 * by a {@link Reply}. Of Secrets it asks for metadata only, so that no answer holds their content.
 */
final class Cluster {
  private static final String WHOLE = "application/json";
  static final String METADATA = metadata("PartialObjectMetadata");
  private static final String METADATA_LIST = metadata("PartialObjectMetadataList");
  private static final String DRY_RUN = "?dryRun=All";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private final Wire wire;

  Cluster(KubernetesClient client, Duration timeout) {
    this.wire = new Wire(client, timeout);
  }

  private record Items(@Nullable List<Item> items) {}

  private record Item(ObjectMeta metadata) {}

  Reply get(Address address) {
    try (Exchange answer = wire.get(address.path(), accept(address))) {
      return Verdict.of(answer, address);
    }
  }

  Reply create(Address address, Object object) {
    return send("POST", address.collection(), address, object);
  }

  /** Asks what {@link #create} would answer, quotas and admission policies included. */
  Reply tryCreate(Address address, Object object) {
    return send("POST", address.collection() + DRY_RUN, address, object);
  }

  /** Replaces the whole object whatever its version; with a UID in its metadata, only that one. */
  Reply replace(Address address, Object object) {
    return send("PUT", address.path(), address, object);
  }

  /** Asks what {@link #replace} would answer, admission policies included; nothing is written. */
  Reply tryReplace(Address address, Object object) {
    return send("PUT", address.path() + DRY_RUN, address, object);
  }

  /** Deletes exactly the object of that UID; {@code Conflict} if the name now has another. */
  Reply delete(Address address, String uid) {
    return send(
        "DELETE",
        address.path(),
        address,
        Map.of("preconditions", Map.of("uid", uid), "propagationPolicy", "Background"));
  }

  /** Asks whether the object of that name, whatever its UID, may be deleted; deletes nothing. */
  Reply tryDelete(Address address) {
    return send("DELETE", address.path() + DRY_RUN, address, Map.of("dryRun", List.of("All")));
  }

  Reply patch(Address address, List<Map<String, Object>> operations) {
    try (Exchange answer = wire.patch(address.path(), bytes(operations))) {
      return Verdict.of(answer, address);
    }
  }

  /** The raw answer to a TokenRequest: only its reader may look into it. */
  Exchange requestToken(Address account, Object request) {
    return wire.send("POST", account.path() + "/token", WHOLE, bytes(request));
  }

  /** Metadata of all objects of that kind that carry this label selector. */
  List<ObjectMeta> list(Kind kind, String namespace, String selector) {
    Address all = new Address(kind, namespace, selector);
    String query = "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    try (Exchange answer = wire.get(all.collection() + query, METADATA_LIST)) {
      if (!answer.succeeded()) {
        throw Verdict.unavailable(ReasonCode.SERVER_ERROR, all, "it answered " + answer.code());
      }
      Items found = JSON.readValue(answer.body(), Items.class);
      return found.items() == null
          ? List.of()
          : found.items().stream().map(Item::metadata).toList();
    } catch (IOException e) {
      throw Verdict.unavailable(ReasonCode.UNINTELLIGIBLE, all, "its answer could not be read");
    }
  }

  private Reply send(String verb, String path, Address address, Object body) {
    byte[] bytes = bytes(body);
    try (Exchange answer = wire.send(verb, path, accept(address), bytes)) {
      return Verdict.of(answer, address);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static String accept(Address address) {
    return address.kind() == Kind.ROLE_BINDING ? WHOLE : METADATA;
  }

  private static String metadata(String as) {
    return "application/json;as=" + as + ";g=meta.k8s.io;v=v1";
  }

  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      // Its message may quote the body.
      throw new IllegalArgumentException("not JSON: " + body.getClass().getName());
    }
  }
}
