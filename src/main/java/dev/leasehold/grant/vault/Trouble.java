package dev.leasehold.grant.vault;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import io.github.jopenlibs.vault.VaultException;
import java.net.http.HttpTimeoutException;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a Vault gave no usable answer, in our own words: the driver's messages quote what was
 * answered, and Vault's what was sent.
 */
record Trouble(String connection) {
  /** Those after which the next call would most likely wait in vain too. */
  private static final Set<ReasonCode> DEAF =
      Set.of(ReasonCode.VAULT_TIMEOUT, ReasonCode.VAULT_UNREACHABLE, ReasonCode.VAULT_UNTRUSTED);

  static boolean isDeaf(Unavailable e) {
    return DEAF.contains(e.reason().code());
  }

  Unavailable of(VaultException e) {
    if (e.getHttpStatusCode() != 0) {
      return answered(e.getHttpStatusCode(), String.valueOf(e.getMessage()).contains("sealed"));
    }
    if (caused(e, SSLException.class)) {
      return because(
          ReasonCode.VAULT_UNTRUSTED, "its certificate is not trusted; look at caBundle");
    }
    return caused(e, HttpTimeoutException.class) || caused(e, InterruptedException.class)
        ? because(ReasonCode.VAULT_TIMEOUT, "it did not answer in time")
        : because(ReasonCode.VAULT_UNREACHABLE, "it cannot be reached, or broke off its answer");
  }

  /** An answer that says nothing of what was asked. */
  Unavailable answered(int status, boolean sealed) {
    if (status == 503) {
      return sealed
          ? because(ReasonCode.VAULT_SEALED, "it is sealed; unseal it")
          : because(ReasonCode.VAULT_NOT_READY, "it is not ready (503)");
    }
    return switch (status) {
      case 429 -> because(ReasonCode.VAULT_THROTTLED, "it is overloaded (429)");
      case 403 -> forbidden("what was asked");
      default -> because(ReasonCode.VAULT_ERROR, "it answered " + status);
    };
  }

  Unavailable forbidden(String what) {
    return because(
        ReasonCode.VAULT_FORBIDDEN,
        "it does not let the operator do " + what + " (403); look at the policy of its role");
  }

  Unavailable because(ReasonCode code, String why) {
    return new Unavailable(reason(code, why));
  }

  Reason reason(ReasonCode code, String why) {
    return new Reason(code, "Vault connection " + connection + ": " + why + ".");
  }

  private static boolean caused(@Nullable Throwable thrown, Class<?> type) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(16)
        .anyMatch(type::isInstance);
  }
}
