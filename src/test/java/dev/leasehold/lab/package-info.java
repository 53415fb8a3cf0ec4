/** A real control plane on this machine, for tests, demo and play. */
@NullMarked
package dev.leasehold.lab;

import org.jspecify.annotations.NullMarked;
