package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.VaultDynamic;
import dev.leasehold.api.v1alpha1.VaultStatic;
import dev.leasehold.api.v1alpha1.VaultTarget;
import dev.leasehold.model.Durations;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import dev.leasehold.observe.TargetReader.Unready;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what an entitlement wants of Vault. Paths are data: nothing in them is filled in, and what
 * could mean another path than it says is refused, whatever the API server let through.
 */
final class VaultTargetReader {
  /** Needs no encoding, and is no dots for a segment. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,255}");

  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,128}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Vault's own, from which tokens, policies and identities are made. */
  private static final Set<String> RESERVED = Set.of("sys", "auth", "cubbyhole", "identity");

  private final Map<String, List<String>> connections;

  VaultTargetReader(Map<String, List<String>> connections) {
    this.connections = connections;
  }

  Target read(String name, VaultTarget target) throws Unready {
    String where = "target " + name + ": ";
    List<String> allowed = connections.get(target.connection());
    if (allowed == null) {
      throw new Unready(
          ReasonCode.VAULT_CONNECTION_UNKNOWN,
          where
              + "there is no Vault connection "
              + target.connection()
              + "; have it added to the chart's vault.connections, or name another");
    }
    plain(where + "tokenRole", target.tokenRole(), 1);
    for (String policy : target.policies()) {
      policy(where, policy);
    }
    VaultSource source = source(target);
    if (source.path().isPresent()) {
      path(where, source.path().get(), allowed);
    }
    keys(where + "template", target.template(), KEY);
    return new Target.Vault(
        name,
        target.connection(),
        target.tokenRole(),
        target.policies(),
        source,
        target.template(),
        Durations.parse(target.credentialTTL()));
  }

  private static void policy(String where, String policy) throws Unready {
    plain(where + "policy", policy, Integer.MAX_VALUE);
    if (policy.equalsIgnoreCase("root")) {
      throw new Unready(
          ReasonCode.VAULT_POLICY_TOO_WIDE,
          where + "policy root allows everything and is never handed out; name narrower ones");
    }
  }

  private VaultSource source(VaultTarget target) throws Unready {
    VaultDynamic dynamic = target.dynamicSecret();
    if (dynamic != null) {
      keys("parameters of " + dynamic.path(), dynamic.parameters(), PARAMETER);
      return new VaultSource.Dynamic(dynamic.path(), dynamic.parameters());
    }
    VaultStatic kv = target.kv();
    return kv == null
        ? new VaultSource.Token()
        : new VaultSource.Static(
            kv.path(), Optional.ofNullable(kv.rotatedEvery()).map(Durations::parse));
  }

  private static void path(String where, String path, List<String> allowed) throws Unready {
    plain(where + "path", path, Integer.MAX_VALUE);
    String first = path.split("/", 2)[0];
    boolean lent = allowed.stream().anyMatch(p -> path.equals(p) || path.startsWith(p + "/"));
    if (RESERVED.contains(first) && !lent) {
      throw new Unready(
          ReasonCode.VAULT_PATH_RESERVED,
          where
              + "path "
              + path
              + " is below "
              + first
              + "/, which is Vault's own; name a path of a secrets engine, or have it added to"
              + " allow of the connection in the chart's vault.connections");
    }
  }

  private static void plain(String what, String path, int segments) throws Unready {
    String[] parts = path.split("/", -1);
    boolean fits = parts.length <= segments;
    for (String part : parts) {
      fits = fits && SEGMENT.matcher(part).matches();
    }
    if (!fits) {
      throw new Unready(
          ReasonCode.VAULT_PATH_UNFIT,
          what
              + " is not usable: write names of letters, digits, '_', '-' and '.', "
              + (segments == 1 ? "without slashes" : "with single slashes between them")
              + ", none beginning with a dot");
    }
  }

  private static void keys(String what, Map<String, String> map, Pattern shape) throws Unready {
    for (String key : map.keySet()) {
      if (!shape.matcher(key).matches()) {
        throw new Unready(
            ReasonCode.VAULT_KEY_UNFIT, what + ": a key has characters that are not allowed there");
      }
    }
  }
}
