package dev.leasehold.metrics;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The catalogs that have series of their own. Their owners may be many, so there are at most {@link
 * #MOST}, the first by name; the others, and those that are gone, are counted together.
 */
record CatalogNames(SortedSet<String> names) {
  static final int MOST = 50;

  /** No catalog has an empty name, and none a name with a capital; this one some might have. */
  static final String OTHER = "other";

  static CatalogNames of(Collection<String> all) {
    return new CatalogNames(
        all.stream().sorted().limit(MOST).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Under which name it is counted. */
  String counted(String catalog) {
    return names.contains(catalog) ? catalog : OTHER;
  }

  /** All names under which something may be counted. */
  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>(names);
    all.add(OTHER);
    return all;
  }
}
