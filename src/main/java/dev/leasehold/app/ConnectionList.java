package dev.leasehold.app;

import dev.leasehold.grant.vault.VaultConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads the connections to Vault as the chart writes them. What it does not understand stops the
 * operator: a misread one would hand out from another Vault than somebody meant.
 */
final class ConnectionList {
  private static final Predicate<String> NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?").asMatchPredicate();

  private static final Predicate<String> PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
          .asMatchPredicate();

  private ConnectionList() {}

  static List<VaultConnection> parse(String json) {
    Section all = Section.object("vault.connections", json);
    List<VaultConnection> connections = new ArrayList<>();
    for (Object key : all.fields().keySet()) {
      String name = String.valueOf(key);
      if (!NAME.test(name)) {
        throw all.wrong(name, "is no DNS label");
      }
      all.section(name).map(section -> connection(name, section)).ifPresent(connections::add);
    }
    return List.copyOf(connections);
  }

  private static VaultConnection connection(String name, Section section) {
    section.only("address", "namespace", "caBundle", "mount", "role", "audience", "allow");
    return new VaultConnection(
        name,
        section
            .read("address", ConnectionList::address)
            .orElseThrow(() -> section.wrong("address", "is missing")),
        section.text("namespace").map(ConnectionList::path),
        section.text("caBundle"),
        section.text("mount").map(ConnectionList::path).orElse("kubernetes"),
        section.text("role").orElseThrow(() -> section.wrong("role", "is missing")),
        section.text("audience").orElse("vault"),
        section.strings("allow").orElse(List.of()).stream().map(ConnectionList::path).toList());
  }

  /** Whoever listens on the way would have every credential. */
  private static String address(String address) {
    URI uri = URI.create(address.strip());
    boolean fits =
        uri.getHost() != null
            && "https".equals(uri.getScheme().toLowerCase(Locale.ROOT))
            && uri.getQuery() == null
            && uri.getFragment() == null
            && uri.getUserInfo() == null;
    if (!fits) {
      throw new IllegalArgumentException("is no https address");
    }
    return address.strip().replaceFirst("/+$", "");
  }

  private static String path(String path) {
    String bare = path.replaceFirst("/$", "");
    if (!PATH.test(bare)) {
      throw new IllegalArgumentException("vault.connections: " + path + " is no path in Vault");
    }
    return bare;
  }
}
