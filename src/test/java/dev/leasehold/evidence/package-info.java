/** Tests of what stands without us. */
@NullMarked
package dev.leasehold.evidence;

import org.jspecify.annotations.NullMarked;
