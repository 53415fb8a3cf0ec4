package dev.leasehold.policy;

import java.util.BitSet;

/**
 * Searches one text by following all possibilities at once: from the set of places where a part may
 * begin to the set of places where it may end. Gives up after a fixed number of such steps.
 */
final class RegexMatch {
  /** An ordinary pattern takes a few for each character of the ticket. */
  private static final int MAX_STEPS = 20_000;

  private final int[] text;
  private int steps;

  RegexMatch(String text) {
    this.text = text.codePoints().toArray();
  }

  /** Whether the expression matches some part of the text. */
  boolean found(Regex regex) {
    BitSet anywhere = new BitSet();
    anywhere.set(0, text.length + 1);
    return !ends(regex, anywhere).isEmpty() && steps <= MAX_STEPS;
  }

  private BitSet ends(Regex regex, BitSet starts) {
    if (starts.isEmpty() || ++steps > MAX_STEPS) {
      return new BitSet();
    }
    return switch (regex) {
      case Regex.One one -> after(one, starts);
      case Regex.Start start -> only(0, starts);
      case Regex.End end -> only(text.length, starts);
      case Regex.Sequence sequence -> {
        BitSet at = starts;
        for (Regex part : sequence.parts()) {
          at = ends(part, at);
        }
        yield at;
      }
      case Regex.Choice choice -> {
        BitSet all = new BitSet();
        choice.options().forEach(option -> all.or(ends(option, starts)));
        yield all;
      }
      case Regex.Repeat repeat -> repeated(repeat, starts);
    };
  }

  private BitSet after(Regex.One one, BitSet starts) {
    BitSet ends = new BitSet();
    starts.stream()
        .filter(at -> at < text.length && one.kind().test(text[at]))
        .forEach(at -> ends.set(at + 1));
    return ends;
  }

  private static BitSet only(int place, BitSet starts) {
    BitSet ends = new BitSet();
    ends.set(place, starts.get(place));
    return ends;
  }

  private BitSet repeated(Regex.Repeat repeat, BitSet starts) {
    BitSet at = starts;
    int times = 0;
    while (times < repeat.min()) {
      at = ends(repeat.part(), at);
      times++;
    }
    BitSet all = (BitSet) at.clone();
    while (times < repeat.max() && !at.isEmpty()) {
      BitSet further = (BitSet) ends(repeat.part(), at).clone();
      further.andNot(all);
      all.or(further);
      at = further;
      times++;
    }
    return all;
  }
}
