package dev.leasehold.lifecycle;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When credentials are replaced within a window. API servers mint no token for less than {@link
 * #SHORTEST}, so none is minted in the last such span of a window: the one minted at its beginning
 * ends with the window.
 */
public final class Rotation {
  /** The least lifetime that the TokenRequest API accepts. */
  public static final Duration SHORTEST = Duration.ofMinutes(10);

  /** How long after its {@code exp} a token is still accepted by the API server. */
  public static final Duration LEEWAY = Duration.ofSeconds(70);

  private Rotation() {}

  /** When a credential minted at {@code now} should expire: by its lifetime, or with the window. */
  public static Instant notAfter(Window window, Duration credentialTtl, Instant now) {
    Instant byLife = now.plus(credentialTtl);
    return byLife.isBefore(window.end()) ? byLife : window.end();
  }

  /**
   * When to replace this credential, at two thirds of its life; never, if it outlives the window.
   */
  public static Optional<Instant> due(Window window, CredentialFacts credential) {
    if (!credential.expiresAt().isBefore(window.end())) {
      return Optional.empty();
    }
    Duration life = Duration.between(credential.issuedAt(), credential.expiresAt());
    Instant usual = credential.issuedAt().plus(life.multipliedBy(2).dividedBy(3));
    Instant last = window.end().minus(SHORTEST);
    Instant due = usual.isBefore(last) ? usual : last;
    return due.isAfter(credential.issuedAt()) ? Optional.of(due) : Optional.empty();
  }

  /** When the last token of a window is dead even without us. */
  public static Instant backstopAt(Window window) {
    Instant earliest = window.start().plus(SHORTEST);
    return (earliest.isAfter(window.end()) ? earliest : window.end()).plus(LEEWAY);
  }
}
