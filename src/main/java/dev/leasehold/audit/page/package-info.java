/** Draws a report of the evidence log as one HTML page that loads nothing. */
@NullMarked
package dev.leasehold.audit.page;

import org.jspecify.annotations.NullMarked;
