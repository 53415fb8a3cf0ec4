package dev.leasehold.app;

import dev.leasehold.grant.vault.VaultConnection;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the log's key is in Vault, as the chart writes it. What it does not understand stops the
 * operator; but what stands in the list of earlier keys is read when the log is opened.
 *
 * @param mount path of the Transit engine
 * @param key its name there
 * @param earlier verifier keys by which the log was signed before, as they are written
 */
record TransitSettings(VaultConnection connection, String mount, String key, List<String> earlier) {
  private static final String PLACE = "evidence.transit";
  private static final Pattern MOUNT =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,126}[A-Za-z0-9_])?");

  TransitSettings {
    earlier = List.copyOf(earlier);
  }

  static TransitSettings parse(String json, Collection<VaultConnection> connections) {
    Section section = Section.object(PLACE, json);
    section.only("connection", "mount", "key", "earlier");
    return new TransitSettings(
        connection(section, connections),
        fitting(section, "mount", section.text("mount").orElse("transit"), MOUNT),
        fitting(
            section,
            "key",
            section.text("key").orElseThrow(() -> section.wrong("key", "is missing")),
            KEY),
        section.strings("earlier").orElse(List.of()));
  }

  private static VaultConnection connection(
      Section section, Collection<VaultConnection> connections) {
    String name =
        section.text("connection").orElseThrow(() -> section.wrong("connection", "is missing"));
    return connections.stream()
        .filter(connection -> connection.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                section.wrong(
                    "connection", "is \"" + name + "\", which is not in vault.connections"));
  }

  private static String fitting(Section section, String field, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw section.wrong(field, "must be letters, digits and _.-, found \"" + value + "\"");
    }
    return value;
  }
}
