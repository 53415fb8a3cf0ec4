/** What other people's tools make of our objects, by their own libraries and rules. */
@NullMarked
package dev.leasehold.gitops;

import org.jspecify.annotations.NullMarked;
