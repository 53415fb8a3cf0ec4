package dev.leasehold.model;

import java.util.List;

/**
 * What one AccessRecord pins: who gets which targets, for how long. Provisioners need nothing else
 * to make, prove and remove it, since every name derives from it.
 */
public record Grant(
    RequestRef request,
    String recordUid,
    Subject subject,
    String subjectUid,
    List<Target> targets,
    Window window,
    String secretName) {
  public Grant {
    targets = List.copyOf(targets);
  }

  public String recordName() {
    return request.recordName();
  }
}
