package dev.leasehold.evidence;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * A witness that is asked.
 *
 * @param url its submission prefix, without a slash at its end. What it answers is signed, so
 *     whoever is on the way of plain HTTP can keep a cosignature back and not make one.
 */
public record WitnessPeer(WitnessKey key, URI url) {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int MAX_PORT = 65_535;

  public WitnessPeer {
    boolean fits =
        url.getHost() != null
            && url.getScheme() != null
            && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
            && url.getQuery() == null
            && url.getFragment() == null
            && url.getUserInfo() == null
            && url.getPort() <= MAX_PORT
            && !url.getPath().endsWith("/");
    if (!fits) {
      throw new IllegalArgumentException(
          "expected a URL such as https://witness.example.org, without a slash at its end");
    }
  }

  URI addCheckpoint() {
    return URI.create(url + "/add-checkpoint");
  }
}
