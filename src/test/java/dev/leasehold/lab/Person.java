package dev.leasehold.lab;

import java.util.List;

/**
 * Somebody the lab's API server knows by a client certificate: a user name and the groups it
 * belongs to.
 */
public record Person(String name, List<String> groups) {
  public Person {
    groups = List.copyOf(groups);
  }

  /** A person of that name in these groups. */
  public Person(String name, String... groups) {
    this(name, List.of(groups));
  }
}
