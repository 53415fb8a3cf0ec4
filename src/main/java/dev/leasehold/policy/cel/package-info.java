/** Compiles and evaluates the catalog's CEL expressions, within bounds that no text can exceed. */
@NullMarked
package dev.leasehold.policy.cel;

import org.jspecify.annotations.NullMarked;
