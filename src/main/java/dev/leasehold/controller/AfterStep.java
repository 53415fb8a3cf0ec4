package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import java.time.Instant;
import java.util.Optional;

/** What comes after a step of a record. */
sealed interface AfterStep {
  /** Nothing, until then. */
  record Wait(Optional<Instant> until) implements AfterStep {}

  /** After an act the record says something else: look at it at once. */
  record Look(AccessRecord after) implements AfterStep {}
}
