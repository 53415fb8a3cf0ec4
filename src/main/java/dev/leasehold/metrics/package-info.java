/** Says in numbers how the operator's promise is kept; no label grows with what tenants make. */
@NullMarked
package dev.leasehold.metrics;

import org.jspecify.annotations.NullMarked;
