package dev.leasehold.sweep;

/**
 * An object with our mark that belonged to no live record, and was removed or emptied.
 *
 * @param kind as the API server calls it
 * @param request UID of the request that its mark names; whoever made it may have named any
 */
public record Removed(String kind, String namespace, String name, String uid, String request) {}
