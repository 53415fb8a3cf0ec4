package dev.leasehold.grant.rbac;

import dev.leasehold.model.Grant;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Target;

/**
 * The addresses of all that a grant may consist of. They follow from the grant alone, so that an
 * interrupted attempt is found again without having been recorded.
 */
record Names(String grantsNamespace) {
  Address account(Grant grant, Target target) {
    return new Address(Kind.SERVICE_ACCOUNT, grantsNamespace, stem(grant, target));
  }

  Address anchor(Grant grant, Target target, int generation) {
    return new Address(Kind.SECRET, grantsNamespace, stem(grant, target) + "-" + generation);
  }

  /** The binding at this index of the target's flattened list, from 0. */
  Address binding(Grant grant, Target target, int index) {
    String namespace = target.bindings().get(index).namespace();
    return new Address(Kind.ROLE_BINDING, namespace, stem(grant, target) + "-" + index);
  }

  static Address delivered(RequestRef request, String secretName) {
    return new Address(Kind.SECRET, request.namespace(), secretName);
  }

  private static String stem(Grant grant, Target target) {
    return grant.recordName() + "-" + target.name();
  }
}
