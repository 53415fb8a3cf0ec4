/** Turns cached cluster objects into one immutable observation. */
@NullMarked
package dev.leasehold.observe;

import org.jspecify.annotations.NullMarked;
