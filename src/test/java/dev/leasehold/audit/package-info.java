@NullMarked
package dev.leasehold.audit;

import org.jspecify.annotations.NullMarked;
