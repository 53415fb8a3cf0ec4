/** What the schemas promise, held against the sources and a real API server. */
@NullMarked
package dev.leasehold.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
