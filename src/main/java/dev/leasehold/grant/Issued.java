package dev.leasehold.grant;

import dev.leasehold.model.CredentialFacts;

/** A credential fresh from its issuer, with what may be told of it. */
public record Issued(CredentialFacts facts, Credential credential) {}
