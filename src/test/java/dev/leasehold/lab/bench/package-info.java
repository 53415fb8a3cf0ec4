/** Measures the packaged operator on a lab; prints numbers and asserts nothing. */
@NullMarked
package dev.leasehold.lab.bench;

import org.jspecify.annotations.NullMarked;
