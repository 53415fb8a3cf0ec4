package dev.leasehold.notice;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a sink may be: what notices say, and a token, never goes over a network unencrypted. */
public final class Address {
  /** Within the cluster, as for an event broker, or on this machine. */
  private static final Pattern NEAR =
      Pattern.compile("localhost|127\\.[0-9.]+|[a-z0-9-]+\\.[a-z0-9-]+\\.svc(\\.cluster\\.local)?");

  private Address() {}

  /**
   * Of a sink of this format.
   *
   * @throws IllegalArgumentException saying what is wrong, without the address: it may be a secret
   */
  public static URI of(String text, Format format) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no URL");
    }
    if (url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
      throw new IllegalArgumentException("is no URL of a host, without user and fragment");
    }
    if (format == Format.MAIL) {
      checkMail(url);
    } else if (!isBy(url, "https") && !(isBy(url, "http") && isNear(url))) {
      throw new IllegalArgumentException(
          "must be https, or http to a Service (NAME.NAMESPACE.svc)");
    }
    return url;
  }

  private static void checkMail(URI url) {
    if (!isBy(url, "smtps") && !isBy(url, "smtp")) {
      throw new IllegalArgumentException("must be smtps, or smtp, which begins TLS by STARTTLS");
    }
    if (!url.getPath().isEmpty() || url.getQuery() != null) {
      throw new IllegalArgumentException("must be smtps://HOST:PORT or smtp://HOST:PORT");
    }
  }

  private static boolean isBy(URI url, String scheme) {
    return url.getScheme() != null && url.getScheme().toLowerCase(Locale.ROOT).equals(scheme);
  }

  /** Whether it is in the cluster or on this machine, where no TLS is asked for. */
  static boolean isNear(URI url) {
    return NEAR.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
  }
}
