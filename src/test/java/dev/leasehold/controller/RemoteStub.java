package dev.leasehold.controller;

import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Ledger;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.Removal;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Another system that gives nothing and has nothing. */
public class RemoteStub implements Provisioner {
  @Override
  public boolean serves(Target target) {
    return true;
  }

  @Override
  public boolean remote() {
    return true;
  }

  @Override
  public Outcome<List<ObjectRef>> provision(Grant grant, Target target) {
    return new Outcome.Done<>(List.of());
  }

  @Override
  public Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    return new Outcome.Refused<>(Recorded.WHY);
  }

  @Override
  public Removal retire(Grant grant, Target target, int generation, Holdings known) {
    return new Removal.Gone("");
  }

  @Override
  public Condition inspect(Grant grant, Target target, Holdings known) {
    return new Condition.Intact();
  }

  @Override
  public Removal cut(Grant grant, Target target, Holdings known) {
    return new Removal.Gone("");
  }

  @Override
  public Removal remove(Grant grant, Target target, Holdings known) {
    return new Removal.Gone("");
  }
}
