/** Encrypted connections to systems that are no API server. */
@NullMarked
package dev.leasehold.tls;

import org.jspecify.annotations.NullMarked;
