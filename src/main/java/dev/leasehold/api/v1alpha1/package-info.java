/** The custom resources as users write and read them. */
@NullMarked
package dev.leasehold.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
