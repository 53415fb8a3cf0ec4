/** Tells other systems what happened, or is about to. */
@NullMarked
package dev.leasehold.notice;

import org.jspecify.annotations.NullMarked;
