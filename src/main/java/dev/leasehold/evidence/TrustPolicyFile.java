package dev.leasehold.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of the form <a href="https://c2sp.org/tlog-policy">C2SP tlog-policy</a>. Every error
 * names its line. URLs are allowed and not used. For one use.
 */
public final class TrustPolicyFile {
  /** In bytes; thousands of lines. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final String NONE = "none";
  private static final int MAX_DEPTH = 32;

  private final List<VerifierKey> logs = new ArrayList<>();
  private final List<WitnessKey> witnesses = new ArrayList<>();
  private final Map<String, TrustPolicy.Quorum> defined = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final Set<String> members = new HashSet<>();
  private TrustPolicy.@Nullable Quorum quorum;

  private TrustPolicyFile() {}

  /**
   * Reads the whole file.
   *
   * @throws IllegalArgumentException if it is malformed; the message begins with the line
   */
  public static TrustPolicy parse(byte[] file) {
    if (file.length > MAX_LENGTH) {
      throw new IllegalArgumentException("longer than " + MAX_LENGTH + " bytes");
    }
    // Names are octets, not letters: each becomes one char.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    TrustPolicyFile read = new TrustPolicyFile();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      try {
        boolean isRest = i == lines.length - 1;
        read.line(lines[i], isRest);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line %d: %s".formatted(i + 1, e.getMessage()), e);
      }
    }
    if (read.quorum == null) {
      throw new IllegalArgumentException(
          "line %d: no quorum line; write quorum NAME, or quorum none".formatted(lines.length));
    }
    return new TrustPolicy(read.logs, read.witnesses, Objects.requireNonNull(read.quorum));
  }

  private void line(String line, boolean isRest) {
    if (isRest && !line.isEmpty()) {
      throw new IllegalArgumentException("does not end in a newline; the file may be cut short");
    }
    if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("has a control character other than a tab");
    }
    List<String> words =
        Arrays.stream(line.split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
    if (words.isEmpty() || words.getFirst().startsWith("#")) {
      return;
    }
    switch (words.getFirst()) {
      case "log" -> log(counted(words, 2, 3, "log VKEY [URL]"));
      case "witness" -> witness(counted(words, 3, 4, "witness NAME VKEY [URL]"));
      case "group" -> group(counted(words, 4, words.size(), "group NAME all|any|NUMBER NAME..."));
      case "quorum" -> quorum(counted(words, 2, 2, "quorum NAME").get(1));
      default -> throw new IllegalArgumentException("expected log, witness, group or quorum");
    }
  }

  private static List<String> counted(List<String> words, int least, int most, String form) {
    if (words.size() < least || words.size() > most) {
      throw new IllegalArgumentException("expected " + form);
    }
    return words;
  }

  private void log(List<String> words) {
    VerifierKey key = VerifierKey.parse(words.get(1));
    if (logs.stream().anyMatch(l -> l.noteKey().isSamePoint(key.noteKey()))) {
      throw new IllegalArgumentException("another log line has the same public key");
    }
    logs.add(key);
    requireApart();
  }

  private void witness(List<String> words) {
    WitnessKey key = WitnessKey.parse(words.get(2));
    if (witnesses.stream().anyMatch(w -> w.noteKey().isSamePoint(key.noteKey()))) {
      throw new IllegalArgumentException("another witness line has the same public key");
    }
    witnesses.add(key);
    requireApart();
    define(words.get(1), new TrustPolicy.One(key), 0);
  }

  /** Who has both keys in hand cosigns what they like. */
  private void requireApart() {
    boolean isBoth =
        logs.stream()
            .anyMatch(l -> witnesses.stream().anyMatch(w -> w.noteKey().isSamePoint(l.noteKey())));
    if (isBoth) {
      throw new IllegalArgumentException("a log and a witness have the same public key");
    }
  }

  private void define(String name, TrustPolicy.Quorum quorum, int depth) {
    if (name.equals(NONE)) {
      throw new IllegalArgumentException("the name none is taken");
    }
    if (defined.putIfAbsent(name, quorum) != null) {
      throw new IllegalArgumentException(name + " is already defined");
    }
    depths.put(name, depth);
  }

  private void group(List<String> words) {
    List<TrustPolicy.Quorum> of = new ArrayList<>();
    int depth = 0;
    for (String member : words.subList(3, words.size())) {
      of.add(named(member));
      depth = Math.max(depth, 1 + depths.getOrDefault(member, 0));
      if (!members.add(member)) {
        throw new IllegalArgumentException(member + " is already a member of a group");
      }
    }
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("groups are nested more than " + MAX_DEPTH + " deep");
    }
    define(words.get(1), new TrustPolicy.Group(count(words.get(2), of.size()), of), depth);
  }

  private static int count(String word, int members) {
    return switch (word) {
      case "all" -> members;
      case "any" -> 1;
      default -> {
        int count = word.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(word) : 0;
        if (count < 1 || count > members) {
          throw new IllegalArgumentException(
              "expected all, any or a number from 1 to %d, found %s".formatted(members, word));
        }
        yield count;
      }
    };
  }

  private void quorum(String name) {
    if (quorum != null) {
      throw new IllegalArgumentException("there is already a quorum line");
    }
    quorum = name.equals(NONE) ? new TrustPolicy.None() : named(name);
  }

  private TrustPolicy.Quorum named(String name) {
    TrustPolicy.Quorum found = defined.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          name + " is not the name of a witness or group on a line above");
    }
    return found;
  }
}
