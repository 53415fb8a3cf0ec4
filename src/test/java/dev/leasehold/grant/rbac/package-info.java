/** Grants by RBAC on a real API server, as the operator and under the chart's own rights. */
@NullMarked
package dev.leasehold.grant.rbac;

import org.jspecify.annotations.NullMarked;
