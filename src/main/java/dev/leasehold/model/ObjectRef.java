package dev.leasehold.model;

/**
 * One object in the cluster, by name and by the UID that tells it from a later one of that name.
 */
public record ObjectRef(
    String apiVersion, String kind, String namespace, String name, String uid) {}
