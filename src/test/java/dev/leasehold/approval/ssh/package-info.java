/** Tests of signatures. */
@NullMarked
package dev.leasehold.approval.ssh;

import org.jspecify.annotations.NullMarked;
