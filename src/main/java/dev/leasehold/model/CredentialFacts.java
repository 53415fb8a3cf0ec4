package dev.leasehold.model;

import java.time.Instant;

/**
 * What may be known of an issued credential by everybody: never the credential itself.
 *
 * @param generation counts the credentials of a grant, from 1
 * @param jti the token's ID, as the API server's audit log shows it; of Vault's, the accessor
 * @param anchor the empty Secret to which the token is bound; all its parts empty without one
 * @param expiresAt the token's own expiry as the server set it
 */
public record CredentialFacts(
    int generation, String jti, ObjectRef anchor, Instant issuedAt, Instant expiresAt) {
  private static final ObjectRef NONE = new ObjectRef("", "", "", "", "");

  /** One that is bound to no object. */
  public static CredentialFacts unanchored(
      int generation, String jti, Instant issuedAt, Instant expiresAt) {
    return new CredentialFacts(generation, jti, NONE, issuedAt, expiresAt);
  }
}
