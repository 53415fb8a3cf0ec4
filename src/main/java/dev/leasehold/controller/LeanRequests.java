package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;

/** What the framework keeps of requests; it makes it by itself. */
public final class LeanRequests extends Lean<AccessRequest> {
  public LeanRequests() {
    super(Lean::request);
  }
}
