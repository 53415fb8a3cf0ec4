package dev.leasehold.app;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in plain words why the API server cannot be asked, where that may pass. */
final class Unreached {
  private Unreached() {}

  /**
   * Empty where it refused what it was asked.
   *
   * @param tokensAreReplaced whether somebody puts a new token where this process reads it, as the
   *     kubelet does
   */
  static Optional<String> why(KubernetesClientException e, boolean tokensAreReplaced) {
    int code = e.getCode();
    if (code == HttpURLConnection.HTTP_UNAUTHORIZED && tokensAreReplaced) {
      return Optional.of("does not know whose the token of this pod is (401)");
    }
    if (code >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
      return Optional.of("answers " + code);
    }
    return code > 0 ? Optional.empty() : Optional.of(silent(e));
  }

  private static String silent(KubernetesClientException e) {
    if (isCausedBy(e, UnknownHostException.class)) {
      return "does not answer: there is no such host; see whether the address in the kubeconfig is"
          + " right";
    }
    if (isCausedBy(e, CertificateException.class)) {
      return "has a certificate that is not trusted; see whether the certificate authority in the"
          + " kubeconfig is this cluster's";
    }
    return "does not answer; see whether the address in the kubeconfig is right and can be reached"
        + " from here";
  }

  private static boolean isCausedBy(Throwable e, Class<? extends Throwable> cause) {
    return Stream.iterate(e, t -> t != null, Throwable::getCause).anyMatch(cause::isInstance);
  }
}
