package dev.leasehold.cli;

import io.fabric8.kubernetes.client.Config;

/** Who is believed to speak for the cluster. */
final class Authorities {
  /** Where both fabric8 and the JDK look for those that every program trusts. */
  private static final String COMMON = "javax.net.ssl.trustStore";

  private Authorities() {}

  /**
   * Trusts only whom this configuration names, if it names anybody. fabric8 adds to them those that
   * the JVM trusts for the Internet, as kubectl does not; reading them takes a tenth of a call's
   * time as well. It is for the whole program, which calls one cluster and nobody else, except
   * where an identity provider is asked for tokens.
   */
  static void only(Config config) {
    boolean named = config.getCaCertData() != null || config.getCaCertFile() != null;
    if (named && config.getAuthProvider() == null) {
      System.setProperty(COMMON, System.getProperty("java.home") + "/lib/security/none");
    }
  }
}
