package dev.leasehold.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Who accepted an offer.
 *
 * @param at when, if the log says it
 * @param how they were authenticated, as the log says
 */
public record Approver(String name, Optional<Instant> at, String how) {}
