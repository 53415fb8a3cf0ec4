package dev.leasehold.guard;

import static dev.leasehold.guard.CostlyMetadata.UID;
import static dev.leasehold.guard.CostlyMetadata.labels;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A request as large as its kind and the guard allow, with an offer for eight roles. */
final class CostlyRequest {
  static final String DIGEST = "0".repeat(64);

  private CostlyRequest() {}

  static Map<String, Object> request(Map<String, String> annotations, int labels) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("name", "n".repeat(253));
    metadata.put("namespace", "n".repeat(63));
    metadata.put("uid", UID);
    metadata.put("annotations", annotations);
    metadata.put("labels", labels(labels));
    metadata.put(
        "finalizers",
        IntStream.range(0, 16).mapToObj(i -> "f".repeat(250) + "/" + "x".repeat(60) + i).toList());
    metadata.put(
        "ownerReferences",
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    Map.of(
                        "apiVersion",
                        "v".repeat(400),
                        "kind",
                        "k".repeat(300),
                        "name",
                        "n".repeat(253),
                        "uid",
                        "u" + i))
            .toList());
    Map<String, Object> request = new HashMap<>();
    request.put("apiVersion", "leasehold.dev/v1alpha1");
    request.put("kind", "AccessRequest");
    request.put("metadata", metadata);
    request.put("spec", spec());
    request.put("status", status());
    return request;
  }

  private static Map<String, Object> spec() {
    return Map.of(
        "entitlement", Map.of("catalog", "c".repeat(63), "name", "e".repeat(63)),
        "subject", Map.of("serviceAccountName", "s".repeat(253)),
        "duration", "4h",
        "requestId", "1",
        "justification", "j".repeat(1024),
        "secretName", "s".repeat(253));
  }

  private static Map<String, Object> status() {
    return Map.of(
        "conditions",
        IntStream.range(0, 16)
            .mapToObj(
                i -> Map.of("type", i < 15 ? "Other" + i : "ReviewRequired", "status", "True"))
            .toList(),
        "offer",
        Map.of(
            "digest", DIGEST,
            "roles", roles(),
            "permissions", IntStream.range(0, 128).mapToObj(i -> "p".repeat(1280)).toList()),
        "approvals",
        IntStream.range(0, 16)
            .mapToObj(i -> Map.of("approver", "a".repeat(1024), "roles", roles(), "offer", DIGEST))
            .toList());
  }

  static List<String> roles() {
    return IntStream.range(0, 8).mapToObj(i -> "r".repeat(62) + i).toList();
  }
}
