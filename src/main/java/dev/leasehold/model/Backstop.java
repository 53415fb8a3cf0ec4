package dev.leasehold.model;

/** What ends access when the operator is not there to do it. */
public enum Backstop {
  /** The token's own expiry: at most 70 s after its {@code exp}. */
  TOKEN("token"),
  /** Only the token's own expiry, also while the operator is there: others verify it too. */
  TOKEN_EXPIRY("token-expiry"),
  /** Vault's TTL. */
  VAULT_TTL("vault-ttl"),
  /** Nothing: access lasts until the operator is back. */
  NONE("none");

  private final String text;

  Backstop(String text) {
    this.text = text;
  }

  /** The word used in catalogs, offers and records. */
  public String text() {
    return text;
  }
}
