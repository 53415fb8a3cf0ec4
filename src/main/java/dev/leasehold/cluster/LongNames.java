package dev.leasehold.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names that are longer than those of other kinds may be. The API server bounds no name of a Role
 * or RoleBinding, nor those that a binding refers to, so that one can take all of its object's 1.5
 * MB (<a
 * href="https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/rbac/validation/validation.go">validation</a>).
 */
final class LongNames {
  /** Of a name in an API object, where Kubernetes bounds it; catalogs can write no longer one. */
  private static final int MOST = 253;

  private LongNames() {}

  /** The name itself, or what stands for it in memory: the same for the same name. */
  static String told(String name) {
    return name.length() <= MOST ? name : "too-long:" + digest(name);
  }

  private static String digest(String name) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
