package dev.leasehold.controller;

import dev.leasehold.cluster.Store;
import dev.leasehold.observe.ClusterView;
import java.util.function.Supplier;

/**
 * One of the two paths by which records are looked at and acted on: the events' and the sweep's.
 * Each calls the API server through a client of its own, so that what ails one does not ail the
 * other. What they know of records, and the locks, are shared.
 *
 * @param live the cluster as the API server shows it now
 */
record RecordPath(
    Store store,
    Supplier<ClusterView> live,
    RecordActs acts,
    Endings endings,
    ReviewActs reviews,
    Purging purging) {}
