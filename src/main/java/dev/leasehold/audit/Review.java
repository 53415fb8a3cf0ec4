package dev.leasehold.audit;

import java.time.Instant;

/** What somebody said of access afterwards. */
public record Review(String by, String verdict, Instant at) {}
