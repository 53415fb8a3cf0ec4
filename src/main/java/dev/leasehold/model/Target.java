package dev.leasehold.model;

import java.time.Duration;
import java.util.List;

/** One thing that an entitlement hands out; its name is unique within the entitlement. */
public sealed interface Target {
  String name();

  /** The roles it binds, flattened to one entry for each namespace. */
  List<Binding> bindings();

  Backstop backstop();

  /** Whether it comes with a credential, which is delivered and replaced from time to time. */
  boolean hasCredential();

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
      return Backstop.TOKEN;
    }

    @Override
    public boolean hasCredential() {
      return true;
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
    public boolean hasCredential() {
      return false;
    }
  }
}
