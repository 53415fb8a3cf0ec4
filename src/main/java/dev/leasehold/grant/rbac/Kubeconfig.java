package dev.leasehold.grant.rbac;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes the kubeconfig that is delivered beside a token, as bytes. */
final class Kubeconfig {
  private Kubeconfig() {}

  static byte[] of(String server, String certificateAuthority, String namespace, byte[] token) {
    String ca =
        Base64.getEncoder().encodeToString(certificateAuthority.getBytes(StandardCharsets.UTF_8));
    String head =
        """
        apiVersion: v1
        kind: Config
        current-context: leasehold
        clusters:
        - name: leasehold
          cluster:
            server: "%s"
            certificate-authority-data: "%s"
        contexts:
        - name: leasehold
          context: {cluster: leasehold, user: leasehold, namespace: "%s"}
        users:
        - name: leasehold
          user:
            token: "\
        """
            .formatted(server, ca, namespace);
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] end = {'"', '\n'};
    return ByteBuffer.allocate(start.length + token.length + end.length)
        .put(start)
        .put(token)
        .put(end)
        .array();
  }
}
