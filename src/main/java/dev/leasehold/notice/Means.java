package dev.leasehold.notice;

import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * What all who tell have in common.
 *
 * @param reading of the source, by one at a time: a page of it takes memory
 * @param horizon until when what comes with time alone has been looked for
 */
record Means(
    Cursors cursors,
    Source source,
    Semaphore reading,
    Tally tally,
    InstantSource clock,
    InstantSource horizon,
    Pace pace) {}
