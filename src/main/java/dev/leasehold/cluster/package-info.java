/**
 * The cluster as caches and live reads show it, and the one way in which our own resources are
 * written.
 */
@NullMarked
package dev.leasehold.cluster;

import org.jspecify.annotations.NullMarked;
