/** Writes what happened so that others can verify it without us. */
@NullMarked
package dev.leasehold.evidence;

import org.jspecify.annotations.NullMarked;
