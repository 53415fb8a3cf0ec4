/** Hands out service accounts, role bindings and bound tokens, and the Secret that carries them. */
@NullMarked
package dev.leasehold.grant.rbac;

import org.jspecify.annotations.NullMarked;
