package dev.leasehold.model;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who is the same person, and who is none. Directories take {@code Olga}, {@code olga} and a
 * full-width {@code olga} for one, so where people have to be different, names are compared after
 * NFKC, case folding and trimming; and the installation may list several names of one person.
 *
 * @param aliases by each listed name the one that stands for all of that person's, both as compared
 */
public record Persons(Map<String, String> aliases, Machines machines) {
  /** Nobody has several names, and none but service accounts are machines. */
  public static final Persons PLAIN = of(List.of(), Machines.NONE);

  public Persons {
    aliases = Map.copyOf(aliases);
  }

  /**
   * As the installation lists them.
   *
   * @param people the names of each person who has several
   * @throws IllegalArgumentException naming the entry that means nothing, or something else twice
   */
  public static Persons of(List<List<String>> people, Machines machines) {
    Map<String, String> aliases = new HashMap<>();
    for (int i = 0; i < people.size(); i++) {
      String where = "people[" + i + "]";
      List<String> names = people.get(i).stream().map(Persons::folded).distinct().toList();
      if (names.size() < 2) {
        throw new IllegalArgumentException(
            where + ": expected two or more names that differ by more than case");
      }
      for (String name : names) {
        if (name.isEmpty()) {
          throw new IllegalArgumentException(where + ": a name is blank");
        }
        if (aliases.put(name, names.getFirst()) != null) {
          throw new IllegalArgumentException(
              where + ": \"" + name + "\" is another person's already; a name is one person's");
        }
      }
    }
    return new Persons(aliases, machines);
  }

  /** What is equal for all names of one person, and for nobody else. */
  public String key(String name) {
    String folded = folded(name);
    return aliases.getOrDefault(folded, folded);
  }

  /** Whether both are names of one person. */
  public boolean same(String one, String other) {
    return key(one).equals(key(other));
  }

  /** Whether that is a service account or listed as a machine, as far as its name tells. */
  public boolean isMachine(String name) {
    return isMachine(name, List.of());
  }

  /** The same where it is known in which groups that is. */
  public boolean isMachine(String name, Collection<String> groups) {
    return machines.include(folded(name), groups.stream().map(Persons::folded).toList());
  }

  /** Upper case first: some letters have two lower cases and one upper case. */
  static String folded(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC).strip();
  }
}
