package dev.leasehold.notice;

import java.util.Optional;
import java.util.Set;

/** The keys of a sink's Secret, read afresh at each use, so that they can be replaced. */
@FunctionalInterface
public interface Secrets {
  /** With it what is sent is signed. */
  String SIGNING_KEY = "signingKey";

  /** It is sent as it is, in the header Authorization. */
  String TOKEN = "token";

  /** Where to send to, where the address itself is a secret. */
  String URL = "url";

  /** Who logs in at an SMTP server. */
  String USERNAME = "username";

  /** With what they log in. */
  String PASSWORD = "password";

  /** The keys that a sink of this format reads. */
  static Set<String> of(Format format) {
    return format == Format.MAIL
        ? Set.of(URL, USERNAME, PASSWORD)
        : Set.of(URL, TOKEN, SIGNING_KEY);
  }

  /** The value of a key, without the space around it. */
  Optional<String> read(String key);
}
