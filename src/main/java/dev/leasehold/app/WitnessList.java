package dev.leasehold.app;

import dev.leasehold.evidence.WitnessKey;
import dev.leasehold.evidence.WitnessPeer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the witnesses as the chart writes them. What it does not understand stops the operator: one
 * that is never asked would be missed by nobody until an audit.
 */
final class WitnessList {
  private static final String PLACE = "evidence.witnesses";
  private static final int MOST = 16;

  private WitnessList() {}

  static List<WitnessPeer> parse(String json) {
    List<WitnessPeer> witnesses = new ArrayList<>();
    for (Section section : Section.list(PLACE, json)) {
      section.only("key", "url");
      WitnessPeer read = peer(section);
      if (witnesses.stream().anyMatch(w -> isSame(w.key(), read.key()))) {
        throw section.wrong("key", "has the key or the name of another witness");
      }
      witnesses.add(read);
    }
    if (witnesses.size() > MOST) {
      throw new IllegalArgumentException(PLACE + " has more than " + MOST);
    }
    return List.copyOf(witnesses);
  }

  private static WitnessPeer peer(Section section) {
    WitnessKey key =
        section
            .read("key", WitnessKey::parse)
            .orElseThrow(() -> section.wrong("key", "is missing"));
    return section
        .read("url", url -> new WitnessPeer(key, URI.create(url)))
        .orElseThrow(() -> section.wrong("url", "is missing"));
  }

  private static boolean isSame(WitnessKey one, WitnessKey other) {
    return one.isSameKey(other) || one.name().equals(other.name());
  }

  /**
   * How many must have cosigned.
   *
   * @param configured 0: more than half, so that one that is down for good stops nothing where
   *     there are three
   */
  static int quorum(int configured, List<WitnessPeer> witnesses) {
    if (configured < 0 || configured > witnesses.size()) {
      throw new IllegalArgumentException(
          "evidence.quorum must be 0 to %d, the number of witnesses".formatted(witnesses.size()));
    }
    return configured == 0 ? witnesses.size() / 2 + 1 : configured;
  }
}
