package dev.leasehold.api.v1alpha1;

/** Asks that the Vault token itself is delivered; written as {@code token: {}}. */
@Wire
public record VaultToken() {}
