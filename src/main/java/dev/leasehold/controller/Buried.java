package dev.leasehold.controller;

import dev.leasehold.evidence.Past;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Tombstones;
import java.util.Optional;

/** What the evidence log says to have ended, as far as it was read. */
record Buried(Past past) implements Tombstones {
  @Override
  public boolean ended(String requestUid) {
    return past.requests().contains(requestUid);
  }

  @Override
  public Optional<Freeze> offboarded(Subject identity) {
    return past.identities().of(identity);
  }
}
