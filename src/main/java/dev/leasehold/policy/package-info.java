/** Says whether a request is permitted, refused or cannot be judged yet, and why. */
@NullMarked
package dev.leasehold.policy;

import org.jspecify.annotations.NullMarked;
