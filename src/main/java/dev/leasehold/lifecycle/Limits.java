package dev.leasehold.lifecycle;

/**
 * How many new requests are decided.
 *
 * @param perNamespace of one namespace, whoever asks
 * @param perRequester of one person in all namespaces, or of what may ask for others in each
 */
public record Limits(Rate perNamespace, Rate perRequester) {}
