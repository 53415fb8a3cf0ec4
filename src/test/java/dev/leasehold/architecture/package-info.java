/** The walls between rooms, and proof that each of them can stop somebody. */
@NullMarked
package dev.leasehold.architecture;

import org.jspecify.annotations.NullMarked;
