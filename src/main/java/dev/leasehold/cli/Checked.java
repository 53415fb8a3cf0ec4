package dev.leasehold.cli;

import java.util.List;

/**
 * One thing that was looked at, and what was found.
 *
 * @param name tells it from others of its kind
 * @param headline what became of it, in one line; empty where only the findings say something
 * @param details more lines for people
 */
record Checked(
    Kind kind,
    String name,
    Place place,
    String headline,
    List<String> details,
    List<Finding> findings) {
  Checked {
    details = List.copyOf(details);
    findings = List.copyOf(findings);
  }

  /** What can be looked at. */
  enum Kind {
    FILE("files"),
    ENTITLEMENT("entitlements"),
    REQUEST("requests"),
    EXPECTATION("expectations");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Several of it. */
    String text() {
      return text;
    }
  }

  boolean fails() {
    return findings.stream().anyMatch(Finding::fails);
  }
}
