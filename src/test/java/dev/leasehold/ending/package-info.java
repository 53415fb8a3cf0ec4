/** Endings and faults: whatever goes wrong, access ends, and nothing is left behind. */
@NullMarked
package dev.leasehold.ending;

import org.jspecify.annotations.NullMarked;
