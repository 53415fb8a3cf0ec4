/** What every provisioner and delivery must hold, and stand-ins that hold it without a cluster. */
@NullMarked
package dev.leasehold.grant;

import org.jspecify.annotations.NullMarked;
