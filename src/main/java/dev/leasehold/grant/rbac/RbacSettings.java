package dev.leasehold.grant.rbac;

import java.time.Duration;
import java.util.Optional;

/**
 * What the installation fixes for all grants.
 *
 * @param grantsNamespace where the grants' service accounts and anchors live, and nothing else
 * @param certificateAuthority PEM of what signs the API server's certificate, for delivery
 * @param server the API server's address for workloads; without one no kubeconfig is delivered
 * @param callTimeout how long one call to the API server may take
 */
public record RbacSettings(
    String grantsNamespace,
    String certificateAuthority,
    Optional<String> server,
    Duration callTimeout) {}
