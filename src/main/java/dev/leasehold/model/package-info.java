/**
 * The nouns of Leasehold and their value types; they know no cluster, no clock and no framework.
 */
@NullMarked
package dev.leasehold.model;

import org.jspecify.annotations.NullMarked;
