/** The guard attacked, on a real API server, by people and tools of every kind. */
@NullMarked
package dev.leasehold.guard;

import org.jspecify.annotations.NullMarked;
