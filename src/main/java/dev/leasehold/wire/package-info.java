/** How the API server is called: once, for a bounded time, and what its answer says. */
@NullMarked
package dev.leasehold.wire;

import org.jspecify.annotations.NullMarked;
