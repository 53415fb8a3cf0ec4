package dev.leasehold.grant;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Target;
import java.util.List;

/** What a provisioner stands on, whatever that is: with somebody at work behind its back. */
public interface Ground {
  Provisioner provisioner();

  /** One that gets no answer. */
  Provisioner cutOff();

  /** A grant that nothing was done for yet. */
  Grant grant(List<Target> targets);

  /** One of a single target like this one, which will be refused. */
  Grant refused(Target target);

  /** How much of it is there now, by another way of looking. */
  long there(Holdings known);

  /** Whether the credential works. */
  boolean works(CredentialFacts facts);

  /** Takes away something of it behind everybody's back. */
  void lose(Holdings known);
}
