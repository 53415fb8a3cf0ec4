/** Verifies approvals signed with SSH keys. */
@NullMarked
package dev.leasehold.approval.ssh;

import org.jspecify.annotations.NullMarked;
