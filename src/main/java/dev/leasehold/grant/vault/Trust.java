package dev.leasehold.grant.vault;

import javax.net.ssl.SSLContext;

/** Trusts what the bundle of a connection has signed, and nothing else. */
final class Trust {
  private Trust() {}

  /**
   * @throws IllegalArgumentException if the bundle has no certificate that can be read
   */
  static SSLContext of(String connection, String bundle) {
    try {
      return dev.leasehold.tls.Trust.in(bundle);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "vault.connections." + connection + ".caBundle has no certificate that can be read");
    }
  }
}
