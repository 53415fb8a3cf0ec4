/** The second path to every ending: what is there is listed, and compared with what should be. */
@NullMarked
package dev.leasehold.sweep;

import org.jspecify.annotations.NullMarked;
