package dev.leasehold.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What of Vault is delivered. Paths are the catalog's, spelt as Vault's API has them. */
public sealed interface VaultSource {
  /** The value that stands for how many seconds the credential may live, in parameters. */
  String TTL = "{{ttl}}";

  /** Where it is read; empty for a token, whose reach only Vault knows. */
  Optional<String> path();

  /** The grant's own token. */
  record Token() implements VaultSource {
    @Override
    public Optional<String> path() {
      return Optional.empty();
    }
  }

  /**
   * What Vault makes for this grant and takes back with its lease.
   *
   * @param parameters what is sent with the request; with none, it is a read
   */
  record Dynamic(String secret, Map<String, String> parameters) implements VaultSource {
    public Dynamic {
      parameters = Map.copyOf(parameters);
    }

    @Override
    public Optional<String> path() {
      return Optional.of(secret);
    }
  }

  /**
   * What lies in Vault and that nobody can be made to forget.
   *
   * @param rotatedEvery how often its owner changes it, if that is promised
   */
  record Static(String secret, Optional<Duration> rotatedEvery) implements VaultSource {
    @Override
    public Optional<String> path() {
      return Optional.of(secret);
    }
  }
}
