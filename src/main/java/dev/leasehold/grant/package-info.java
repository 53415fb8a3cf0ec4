/** The port through which access is handed out, proved and taken back. */
@NullMarked
package dev.leasehold.grant;

import org.jspecify.annotations.NullMarked;
