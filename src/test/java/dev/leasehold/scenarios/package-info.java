/** Golden scenarios: what is seen at one instant, and what then stands in the statuses. */
@NullMarked
package dev.leasehold.scenarios;

import org.jspecify.annotations.NullMarked;
