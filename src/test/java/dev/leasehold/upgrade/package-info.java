/** What one version of the operator granted, and another goes on with. */
@NullMarked
package dev.leasehold.upgrade;

import org.jspecify.annotations.NullMarked;
