/** Hands out tokens, leased credentials and static secrets of Vault. */
@NullMarked
package dev.leasehold.grant.vault;

import org.jspecify.annotations.NullMarked;
