package dev.leasehold.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory of manifests, and what the program says of it. */
final class Offline {
  static final String CLUSTER = "5f4d1f4b-0000-4ad0-9a2e-2d9b4f6e2c11";

  static final String WORLD =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: payments, labels: {domain: payments}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: nightly, namespace: payments}
      """;

  static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: orders-reader, namespace: shop}
      rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list]}]
      """;

  static final String CATALOG =
      """
      apiVersion: leasehold.dev/v1alpha1
      kind: EntitlementCatalog
      metadata: {name: payments}
      spec:
        owners:
          catalog: {team: shop, contact: shop@example.com}
          policy: {team: iam, contact: iam@example.com}
          provisioning: {team: sre, contact: sre@example.com}
        requestableFrom: {namespaceSelector: {matchLabels: {domain: payments}}}
        entitlements:
        - name: orders-reader
          title: Read orders
          state: Requestable
          sensitivity: Low
          maxDuration: 8h
          targets:
          - name: shop
            serviceAccountToken:
              bindings: [{roleRef: {kind: Role, name: orders-reader}, namespaces: [shop]}]
              credentialTTL: 1h
          approval: {mode: Required, rules: [{role: owner, count: 1}]}
          evidence: Minimal
      """;

  static final String REQUEST =
      """
      apiVersion: leasehold.dev/v1alpha1
      kind: AccessRequest
      metadata: {name: nightly, namespace: payments}
      spec:
        entitlement: {catalog: payments, name: orders-reader}
        subject: {serviceAccountName: nightly}
        duration: 4h
        requestId: "1"
      """;

  private final Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Offline(Path directory) {
    this.directory = directory;
  }

  /** Everything that an ordinary request needs. */
  static Offline in(Path directory) {
    return new Offline(directory)
        .with("world.yaml", WORLD)
        .with("role.yaml", ROLE)
        .with("catalog.yaml", CATALOG)
        .with("request.yaml", REQUEST);
  }

  Offline with(String file, String text) {
    try {
      Files.writeString(directory.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String path(String file) {
    return directory.resolve(file).toString();
  }

  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.program()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  /** Signs for the request in the files, in this role. */
  int sign(String role, String... how) {
    List<String> words = new ArrayList<>(List.of("sign", "--request", path("request.yaml")));
    words.addAll(List.of("--catalog", path("catalog.yaml"), "--roles-from", path("role.yaml")));
    words.addAll(List.of("--cluster-uid", CLUSTER, "--role", role));
    words.addAll(List.of(how));
    return run(words.toArray(String[]::new));
  }

  int check() {
    return run("check", directory.toString());
  }

  String said() {
    return out + "" + err;
  }

  String printed() {
    return out.toString();
  }
}
