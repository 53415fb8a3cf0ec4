package dev.leasehold.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that an entitlement hands out; its name is unique within the entitlement. */
public sealed interface Target {
  String name();

  /** The roles it binds, flattened to one entry for each namespace. */
  List<Binding> bindings();

  Backstop backstop();

  /** How long one credential of it lives; empty where it has none. */
  Optional<Duration> credentialLife();

  /** Whether it comes with a credential, which is delivered and replaced from time to time. */
  default boolean hasCredential() {
    return credentialLife().isPresent();
  }

  /**
   * Whether what it delivers lies in Vault for others, too: it is the same however often it is
   * delivered, and nobody but its owner can end it.
   */
  default boolean isStored() {
    return false;
  }

  /** A service account for this grant alone, with a rotated token that is delivered in a Secret. */
  record ServiceAccountToken(
      String name, List<Binding> bindings, Duration credentialTtl, List<String> audiences)
      implements Target {
    public ServiceAccountToken {
      bindings = List.copyOf(bindings);
      audiences = List.copyOf(audiences);
    }

    @Override
    public Backstop backstop() {
      return audiences.isEmpty() ? Backstop.TOKEN : Backstop.TOKEN_EXPIRY;
    }

    @Override
    public Optional<Duration> credentialLife() {
      return Optional.of(credentialTtl);
    }
  }

  /** Binds the subject's own service account; no credential, and no backstop. */
  record RoleBinding(String name, List<Binding> bindings) implements Target {
    public RoleBinding {
      bindings = List.copyOf(bindings);
    }

    @Override
    public Backstop backstop() {
      return Backstop.NONE;
    }

    @Override
    public Optional<Duration> credentialLife() {
      return Optional.empty();
    }
  }

  /**
   * Something of Vault, had through a token for this grant alone.
   *
   * @param template what is delivered besides: by key, a text with Vault's fields as {@code
   *     {{field}}}
   */
  record Vault(
      String name,
      String connection,
      String tokenRole,
      List<String> policies,
      VaultSource source,
      Map<String, String> template,
      Duration credentialTtl)
      implements Target {
    public Vault {
      policies = List.copyOf(policies);
      template = Map.copyOf(template);
    }

    @Override
    public List<Binding> bindings() {
      return List.of();
    }

    @Override
    public boolean isStored() {
      return source instanceof VaultSource.Static;
    }

    @Override
    public Backstop backstop() {
      return switch (source) {
        case VaultSource.Token _, VaultSource.Dynamic _ -> Backstop.VAULT_TTL;
        case VaultSource.Static _ -> Backstop.NONE;
      };
    }

    @Override
    public Optional<Duration> credentialLife() {
      return Optional.of(credentialTtl);
    }
  }
}
