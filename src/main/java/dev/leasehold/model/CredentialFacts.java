package dev.leasehold.model;

import java.time.Instant;

/**
 * What may be known of an issued credential by everybody: never the credential itself.
 *
 * @param generation counts the credentials of a grant, from 1
 * @param jti the token's ID, as the API server's audit log shows it
 * @param anchor the empty Secret to which the token is bound
 * @param expiresAt the token's own expiry as the server set it
 */
public record CredentialFacts(
    int generation, String jti, ObjectRef anchor, Instant issuedAt, Instant expiresAt) {}
