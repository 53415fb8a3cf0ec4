package dev.leasehold.grant.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;

/** The operator's own token, and when it needs attention; never printed. */
final class Login {
  private final String token;
  private final boolean renewable;
  private final long at;
  private final long life;

  private Login(String token, boolean renewable, long at, long life) {
    this.token = token;
    this.renewable = renewable;
    this.at = at;
    this.life = life;
  }

  /**
   * @param auth what Vault said when it made or renewed the token
   * @param at when it was asked, by the monotonic clock
   */
  static Login of(String token, JsonObject auth, long at) {
    Duration life = Duration.ofSeconds(Answer.number(auth, "lease_duration"));
    return new Login(token, Answer.isTrue(auth, "renewable"), at, life.toNanos());
  }

  String token() {
    return token;
  }

  boolean renewable() {
    return renewable;
  }

  long age(long now) {
    return now - at;
  }

  /** Two thirds of its life are over. */
  boolean ageing(long now) {
    return age(now) > life / 3 * 2;
  }

  boolean over(long now) {
    return age(now) >= life;
  }

  @Override
  public String toString() {
    return "[login]";
  }
}
