/** Chooses the one next step from what is observed and what time it is. */
@NullMarked
package dev.leasehold.lifecycle;

import org.jspecify.annotations.NullMarked;
