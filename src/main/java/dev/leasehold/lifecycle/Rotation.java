package dev.leasehold.lifecycle;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When credentials are replaced within a window. API servers mint no token for less than {@link
 * #SHORTEST}, so none is minted in the last such span of a window, lest it outlive it. The last one
 * is minted a {@link #MARGIN} earlier and lives until the window's end. All credentials of a grant
 * are replaced together.
 *
 * @param shortest the least lifetime that all the grant's issuers accept
 * @param first for how long the first credentials last, however short the window
 */
public record Rotation(Duration shortest, Duration first) {
  /** The least lifetime that the TokenRequest API accepts. */
  public static final Duration SHORTEST = Duration.ofMinutes(10);

  /** How long after its {@code exp} a token is still accepted by the API server. */
  public static final Duration LEEWAY = Duration.ofSeconds(70);

  /** How late the last replacement may come, or how long it may be retried. */
  static final Duration MARGIN = Duration.ofSeconds(60);

  /** Token times are whole seconds: one that ends so much early ends with the window. */
  static final Duration ROUNDING = Duration.ofSeconds(2);

  /** Where tokens of the API server are among the credentials. */
  static final Rotation TOKENS = new Rotation(SHORTEST, SHORTEST);

  /** What Vault lends for less is not worth its calls. */
  private static final Duration SHORTEST_OF_VAULT = Duration.ofMinutes(1);

  /** For grants with these targets. */
  public static Rotation of(List<Target> targets) {
    boolean lent = targets.stream().anyMatch(Target.Vault.class::isInstance);
    boolean tokens =
        targets.isEmpty() || !targets.stream().allMatch(Target.Vault.class::isInstance);
    return new Rotation(
        tokens ? SHORTEST : SHORTEST_OF_VAULT,
        // What Vault lends ends with the window.
        lent ? Duration.ZERO : SHORTEST);
  }

  /**
   * When a credential minted at {@code now} should expire: by its lifetime, or with the window. The
   * last one is given until the window's end, up to a {@link #MARGIN} more than its lifetime.
   */
  public Instant notAfter(Window window, Duration credentialTtl, Instant now) {
    Instant byLife = now.plus(credentialTtl);
    boolean last = !now.isBefore(lastMint(window));
    return !last && byLife.isBefore(window.end()) ? byLife : window.end();
  }

  /**
   * Whether a credential may still be replaced; the first one of a window is minted in any case.
   */
  public boolean mintable(Window window, Instant now) {
    return !now.isAfter(window.end().minus(shortest));
  }

  /** When to replace this credential, at two thirds of its life; never, if it lasts to the end. */
  public Optional<Instant> due(Window window, CredentialFacts credential) {
    if (!endsEarly(window, credential)) {
      return Optional.empty();
    }
    Duration life = Duration.between(credential.issuedAt(), credential.expiresAt());
    Instant usual = credential.issuedAt().plus(life.multipliedBy(2).dividedBy(3));
    Instant last = lastMint(window);
    Instant due = usual.isBefore(last) ? usual : last;
    return due.isAfter(credential.issuedAt()) ? Optional.of(due) : Optional.empty();
  }

  private static boolean endsEarly(Window window, CredentialFacts credential) {
    return credential.expiresAt().isBefore(window.end().minus(ROUNDING));
  }

  /** When the first of these is dead unless it is replaced; never, if all last to the end. */
  Optional<Instant> dies(Window window, List<CredentialFacts> credentials) {
    return credentials.stream()
        .filter(credential -> endsEarly(window, credential))
        .map(CredentialFacts::expiresAt)
        .min(Instant::compareTo);
  }

  /** Whether one of these is dead, and it is too late for another. */
  boolean isOver(Window window, List<CredentialFacts> credentials, Instant now) {
    return !mintable(window, now)
        && dies(window, credentials).filter(at -> !now.isBefore(at)).isPresent();
  }

  /**
   * Whether credentials can be replaced in a window whose end moves to {@code end}: either the
   * first one lasts until then, or there is time to mint another.
   */
  boolean prolongable(Window window, Instant end) {
    return !end.isAfter(window.start().plus(first))
        || !lastMint(new Window(window.start(), end)).isBefore(window.end());
  }

  private Instant lastMint(Window window) {
    return window.end().minus(shortest).minus(MARGIN);
  }

  /** When the last token of a window is dead even without us, however late its first was minted. */
  public static Instant backstopAt(Window window) {
    Instant first = window.start().plus(RecordLifecycle.ACTIVATION_LIMIT).plus(SHORTEST);
    return (first.isAfter(window.end()) ? first : window.end()).plus(LEEWAY);
  }
}
