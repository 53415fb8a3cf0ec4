package dev.leasehold.policy.cel;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says to a catalog's owner what is wrong with a condition, and where; in one bounded line. */
final class Complaint {
  static final String UNREADABLE = "it cannot be read as a CEL expression";
  static final String TOO_DEEP =
      "it uses lists or maps within lists within lists, which is not allowed";
  static final String MIXED =
      "a list or map in it holds things of different types, or of no type at all";
  static final String JOINS_LISTS =
      "it puts lists together with +, which is not allowed; ask each by itself";
  static final String MAKES_THINGS = "it makes an object, but conditions only ask";

  private static final int LONGEST = 200;

  /** CEL's own complaint, and ours for it; the first that is found. */
  private static final List<Wording> WORDINGS =
      List.of(
          new Wording("undefined field '(.{1,64}?)'", "there is no field %s"),
          new Wording("undeclared reference to '(.{1,64}?)'", "there is nothing called %s"),
          new Wording(
              "found no matching overload for '(.{1,32}?)' applied to '(.{1,120}?)'( \\(cand.*)?$",
              "%s cannot be applied to %s"),
          new Wording(
              "expected type '(.{1,60}?)' but found '(.{1,60}?)'", "%s is needed and this is %s"),
          new Wording(
              "expression code point size exceeds limit", "it is longer than 1024 characters"),
          new Wording("(?i)recursion|nesting", "it is nested too deeply"),
          new Wording("(?i)node count", "it is too large"));

  private Complaint() {}

  static String of(CelIssue issue) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
    return "line %d, column %d: %s".formatted(line, column, wording(issue.getMessage()));
  }

  private static String wording(String theirs) {
    String message =
        theirs
            .replace("google.protobuf.Duration", "duration")
            .replace("google.protobuf.Timestamp", "timestamp");
    return WORDINGS.stream()
        .flatMap(wording -> wording.of(message).stream())
        .findFirst()
        .orElseGet(() -> "CEL says: " + shortened(message));
  }

  private static String shortened(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private record Wording(Pattern theirs, String ours) {
    Wording(String theirs, String ours) {
      this(Pattern.compile(theirs), ours);
    }

    Optional<String> of(String message) {
      Matcher found = theirs.matcher(message);
      return found.find()
          ? Optional.of(ours.formatted((Object[]) groups(found)))
          : Optional.empty();
    }

    private static String[] groups(Matcher found) {
      String[] groups = new String[found.groupCount()];
      for (int i = 0; i < groups.length; i++) {
        groups[i] = found.group(i + 1) == null ? "" : found.group(i + 1);
      }
      return groups;
    }
  }
}
