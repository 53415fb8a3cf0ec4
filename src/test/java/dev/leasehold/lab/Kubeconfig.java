package dev.leasehold.lab;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes kubeconfigs for one server, with everything they need inside. */
record Kubeconfig(String server, String authority) {
  /** For somebody with a client certificate. */
  String of(CertificateAuthority.Identity identity) {
    return with(
        "client-certificate-data: %s, client-key-data: %s"
            .formatted(base64(identity.certificate()), base64(identity.key())));
  }

  /** For the bearer of a token. */
  String of(String token) {
    return with("token: " + token);
  }

  private String with(String credentials) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: lab
      cluster:
        server: %s
        certificate-authority-data: %s
    users:
    - name: me
      user: {%s}
    contexts:
    - name: lab
      context: {cluster: lab, user: me, namespace: default}
    current-context: lab
    """
        .formatted(server, base64(authority), credentials);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
