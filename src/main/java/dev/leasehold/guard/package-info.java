/**
 * Proves that the admission policies are live: that what they are to refuse is refused, and that
 * their text is the one that this operator came with.
 */
@NullMarked
package dev.leasehold.guard;

import org.jspecify.annotations.NullMarked;
