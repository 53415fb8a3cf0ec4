package dev.leasehold.guard;

/** Where the API server has the guard's policies from. */
public enum GuardSource {
  /** Objects in the cluster, as the chart installs them. */
  API(""),

  /**
   * Files on the hosts of the API servers (Kubernetes 1.37). No API call shows, changes or removes
   * them, so nothing can be compared; what they refuse is told in their names, which end like this
   * and which no object in the cluster may have.
   */
  FILES(".static.k8s.io");

  private final String suffix;

  GuardSource(String suffix) {
    this.suffix = suffix;
  }

  /** What a policy of the chart is called there. */
  String named(String policy) {
    return policy + suffix;
  }
}
