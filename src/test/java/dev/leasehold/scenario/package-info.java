/** Golden scenarios: what is there and what time it is, and what is written because of it. */
@NullMarked
package dev.leasehold.scenario;

import org.jspecify.annotations.NullMarked;
