/** The reconcilers and their event sources. */
@NullMarked
package dev.leasehold.controller;

import org.jspecify.annotations.NullMarked;
