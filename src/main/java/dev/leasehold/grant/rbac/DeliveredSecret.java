package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Credential;
import dev.leasehold.model.Grant;
import dev.leasehold.model.RequestRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of the Secret that a workload mounts; its values stay bytes until they are encoded. */
final class DeliveredSecret {
  private DeliveredSecret() {}

  /** The whole Secret; with a UID it can replace only that very one. */
  static Object of(
      Grant grant, Address address, Map<String, Credential> byTarget, Optional<String> uid) {
    boolean several = grant.targets().size() > 1;
    Map<String, byte[]> data = new LinkedHashMap<>();
    byTarget.forEach(
        (target, credential) ->
            credential
                .reveal()
                .forEach((key, value) -> data.put(several ? target + "." + key : key, value)));
    ObjectMeta metadata = Mark.ofRequest(grant.request(), address);
    uid.ifPresent(metadata::setUid);
    return body(metadata, data);
  }

  /** The same without content, to ask with. */
  static Object empty(RequestRef request, Address address) {
    return body(Mark.ofRequest(request, address), Map.of());
  }

  /** The same without content, for one that finalizers keep; those are not ours to drop. */
  static Object erased(RequestRef request, Address address, ObjectMeta kept) {
    ObjectMeta metadata = Mark.ofRequest(request, address);
    metadata.setUid(kept.getUid());
    metadata.setFinalizers(List.copyOf(kept.getFinalizers()));
    return body(metadata, Map.of());
  }

  private static Object body(ObjectMeta metadata, Map<String, byte[]> data) {
    Map<String, Object> secret = new HashMap<>();
    secret.put("apiVersion", "v1");
    secret.put("kind", "Secret");
    secret.put("metadata", metadata);
    secret.put("type", "Opaque");
    secret.put("data", data);
    return secret;
  }
}
