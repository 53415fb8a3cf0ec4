/** The commands and manifests of README and the guides, run and checked as a reader would. */
@NullMarked
package dev.leasehold.pages;

import org.jspecify.annotations.NullMarked;
