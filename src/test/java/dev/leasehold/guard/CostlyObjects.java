package dev.leasehold.guard;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes of the operator, and of what is fenced for its sake, as {@link CostlyWrites}. */
final class CostlyObjects {
  private static final String OPERATOR = Stage.INSTALLATION.operatorUser();
  private static final String NAME = "ar-00000000-0000-4000-8000-000000000000-" + "x".repeat(200);
  private static final String MARK =
      "labels: {leasehold.dev/request-uid: 00000000-0000-4000-8000-000000000000}";
  private static final String LAST = "x".repeat(59) + "1199";
  private static final String MEBIBYTE = "QUFB".repeat(262144);

  private CostlyObjects() {}

  static List<Write> all() {
    Map<String, Object> secret =
        object("v1", "Secret", "leasehold-grants", MARK, "data: {a: %s}".formatted(MEBIBYTE));
    Map<String, Object> pod = object("v1", "Pod", "leasehold-system", "labels: {}", podSpec());
    Map<String, Object> account = object("v1", "ServiceAccount", "leasehold-grants", MARK, "");
    return List.of(
        // As when Secrets are encrypted with another key.
        write("secret", "UPDATE", "secrets", secret, secret, "admin"),
        write("anchor", "CREATE", "secrets", secret, null, OPERATOR),
        write("account", "CREATE", "serviceaccounts", account, null, OPERATOR),
        write("binding", "CREATE", "rolebindings", binding(), null, OPERATOR),
        write("token", "CREATE", "serviceaccounts/token", token(), null, OPERATOR),
        write("pod", "UPDATE", "pods", pod, pod, "admin"),
        write("kind", "UPDATE", "customresourcedefinitions", kind(), kind(), "admin"),
        write("status", "UPDATE", "entitlementcatalogs/status", catalog(), catalog(), OPERATOR),
        write("canary", "UPDATE", "accessrequests", canary("honest"), canary("before"), OPERATOR),
        new Write(
            "bare canary",
            "UPDATE",
            "accessrequests",
            canary("honest"),
            canary("before"),
            OPERATOR,
            List.of(),
            List.of(),
            false));
  }

  private static Write write(
      String name,
      String operation,
      String resource,
      Map<String, Object> object,
      @Nullable Map<String, Object> before,
      String user) {
    return new Write(
        name, operation, resource, object, before, user, CostlyMetadata.GROUPS, List.of(), true);
  }

  private static Map<String, Object> object(
      String version, String kind, String namespace, String metadata, String rest) {
    return yaml(
        """
        apiVersion: %s
        kind: %s
        metadata:
          name: %s
          namespace: %s
          %s
        %s
        """
            .formatted(version, kind, NAME, namespace, metadata, rest));
  }

  /** Of a role and in a namespace that end the lists of the chart. */
  private static Map<String, Object> binding() {
    return object(
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        LAST,
        MARK + "\n  annotations: {leasehold.dev/request-namespace: %s}".formatted("n".repeat(63)),
        "roleRef: {kind: ClusterRole, name: %s}\nsubjects: [{kind: ServiceAccount, namespace: %s, name: %s}]"
            .formatted(LAST, "n".repeat(63), "s".repeat(253)));
  }

  private static Map<String, Object> token() {
    return object(
        "v1",
        "TokenRequest",
        "leasehold-grants",
        "labels: {}",
        "spec: {expirationSeconds: 600, boundObjectRef: {kind: Secret, apiVersion: v1, name: %s-1}}"
            .formatted(NAME));
  }

  /** Near what etcd stores. */
  private static String podSpec() {
    String variables =
        String.join(
            ",",
            IntStream.range(0, 1000)
                .mapToObj(i -> "{name: e%d, value: %s}".formatted(i, "v".repeat(1000)))
                .toList());
    return "spec: {serviceAccountName: leasehold-operator, containers: [{name: c, image: c, env: [%s]}]}"
        .formatted(variables);
  }

  private static Map<String, Object> catalog() {
    return Map.of(
        "apiVersion",
        "leasehold.dev/v1alpha1",
        "kind",
        "EntitlementCatalog",
        "metadata",
        Map.of("name", "c".repeat(63), "annotations", CostlyMetadata.foreign(600, 250_000, "a")),
        "status",
        Map.of("observedGeneration", 1, "message", "m".repeat(500_000)));
  }

  private static Map<String, Object> canary(String stamps) {
    Map<String, String> annotations =
        new java.util.TreeMap<>(CostlyMetadata.foreign(60, 120_000, "a"));
    annotations.put("leasehold-operator/stamps", stamps);
    annotations.put("leasehold.dev/applied-by", OPERATOR);
    annotations.put("leasehold.dev/requested-by", OPERATOR);
    return Map.of(
        "apiVersion",
        "leasehold.dev/v1alpha1",
        "kind",
        "AccessRequest",
        "metadata",
        Map.of(
            "name",
            "leasehold-canary",
            "namespace",
            "leasehold-system",
            "uid",
            "u",
            "annotations",
            annotations),
        "spec",
        Map.of(
            "entitlement",
            Map.of("catalog", "leasehold-canary", "name", "canary"),
            "subject",
            Map.of("serviceAccountName", "leasehold-canary")));
  }

  /** The largest of the three. */
  private static Map<String, Object> kind() {
    try {
      return yaml(
          Files.readString(
              Path.of("helm/leasehold/files/crds/accessrecords.leasehold.dev-v1.yml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(String yaml) {
    return Serialization.unmarshal(yaml, Map.class);
  }
}
