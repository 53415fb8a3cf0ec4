/** Turns a step and its outcome into conditions, history and a minimal status. */
@NullMarked
package dev.leasehold.status;

import org.jspecify.annotations.NullMarked;
