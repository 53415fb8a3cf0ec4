/** The way of a request, from asking to the proof that nothing is left, walked on real servers. */
@NullMarked
package dev.leasehold.path;

import org.jspecify.annotations.NullMarked;
