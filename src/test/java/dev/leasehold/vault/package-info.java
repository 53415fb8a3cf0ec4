/** Access to Vault on real servers: used as a workload uses it, and with Vault in trouble. */
@NullMarked
package dev.leasehold.vault;

import org.jspecify.annotations.NullMarked;
