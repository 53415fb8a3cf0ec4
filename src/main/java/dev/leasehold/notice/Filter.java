package dev.leasehold.notice;

import java.util.Set;

/**
 * Which notices a sink gets. An empty set lets all through; what is about no catalog or no
 * namespace passes a filter by these only where its kind is named.
 */
public record Filter(Set<String> catalogs, Set<String> namespaces, Set<Kind> kinds) {
  public static final Filter NONE = new Filter(Set.of(), Set.of(), Set.of());

  public Filter {
    catalogs = Set.copyOf(catalogs);
    namespaces = Set.copyOf(namespaces);
    kinds = Set.copyOf(kinds);
  }

  boolean wants(Notice notice) {
    Kind kind = notice.kind();
    return kind == Kind.TEST
        || ((kinds.isEmpty() || kinds.contains(kind))
            && wants(catalogs, notice.about().catalog(), kind)
            && wants(namespaces, notice.about().namespace(), kind));
  }

  private boolean wants(Set<String> names, String name, Kind kind) {
    return names.isEmpty() || (name.isEmpty() ? kinds.contains(kind) : names.contains(name));
  }
}
