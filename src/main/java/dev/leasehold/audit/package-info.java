/** Tells from the entries of an evidence log what became of each request. */
@NullMarked
package dev.leasehold.audit;

import org.jspecify.annotations.NullMarked;
