package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;
import java.time.Instant;

/**
 * One entry of a life.
 *
 * @param index in the log
 * @param late whether it was written later than it happened
 */
public record Step(long index, EventKind kind, Instant at, boolean late) {}
