package dev.leasehold.model;

import java.util.Collection;
import java.util.List;

/**
 * Which users are machines: service accounts, and those that the installation lists, by name or by
 * a group. An entry that ends with {@code *} stands for whatever begins like it.
 */
public record Machines(List<String> users, List<String> groups) {
  /** Service accounts alone. */
  public static final Machines NONE = new Machines(List.of(), List.of());

  private static final String ACCOUNTS = "system:serviceaccount:";
  private static final String ALL_ACCOUNTS = "system:serviceaccounts";
  private static final String ANY = "*";

  /** Entries that would take everybody for a machine, or nobody, are refused. */
  public Machines {
    users = users.stream().map(entry -> entry("users", entry)).toList();
    groups = groups.stream().map(entry -> entry("groups", entry)).toList();
  }

  private static String entry(String list, String text) {
    String folded = Persons.folded(text);
    if (folded.isEmpty() || folded.equals(ANY)) {
      throw new IllegalArgumentException(
          "machines." + list + ": \"" + text + "\" is no name; expected a name, or a prefix and *");
    }
    return folded;
  }

  /** Both as compared. */
  boolean include(String user, Collection<String> of) {
    return user.startsWith(ACCOUNTS)
        || of.contains(ALL_ACCOUNTS)
        || users.stream().anyMatch(entry -> matches(entry, user))
        || of.stream().anyMatch(group -> groups.stream().anyMatch(e -> matches(e, group)));
  }

  private static boolean matches(String entry, String name) {
    return entry.endsWith(ANY)
        ? name.startsWith(entry.substring(0, entry.length() - ANY.length()))
        : name.equals(entry);
  }
}
