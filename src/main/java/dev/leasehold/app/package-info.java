/** Starts the process: configuration, clock, wiring, health, metrics. */
@NullMarked
package dev.leasehold.app;

import org.jspecify.annotations.NullMarked;
