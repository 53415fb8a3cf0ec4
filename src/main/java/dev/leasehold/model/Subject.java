package dev.leasehold.model;

/** The workload identity that access is asked for: a service account of the request's namespace. */
public record Subject(String namespace, String serviceAccount) {
  /** The user name under which the API server knows it. */
  public String userName() {
    return "system:serviceaccount:" + namespace + ":" + serviceAccount;
  }
}
