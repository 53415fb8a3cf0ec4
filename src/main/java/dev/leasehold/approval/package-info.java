/** Counts which approvals are valid for exactly this offer, and what is still missing. */
@NullMarked
package dev.leasehold.approval;

import org.jspecify.annotations.NullMarked;
