package dev.leasehold.model;

import java.util.Optional;

/** The workload identity that access is asked for: a service account of the request's namespace. */
public record Subject(String namespace, String serviceAccount) {
  private static final String PREFIX = "system:serviceaccount:";

  /** Who has this user name, however it is written; empty for people. */
  public static Optional<Subject> named(String userName) {
    String name = Persons.folded(userName);
    String[] parts =
        name.startsWith(PREFIX) ? name.substring(PREFIX.length()).split(":", -1) : new String[0];
    return parts.length == 2 ? Optional.of(new Subject(parts[0], parts[1])) : Optional.empty();
  }

  /** The user name under which the API server knows it. */
  public String userName() {
    return PREFIX + namespace + ":" + serviceAccount;
  }
}
