/** Grants of Vault, against a real one and against one that answers as it is told. */
@NullMarked
package dev.leasehold.grant.vault;

import org.jspecify.annotations.NullMarked;
