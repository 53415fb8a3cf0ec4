package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads and answers the conditions that catalogs' owners write. Policy does not know their
 * language; whoever does hands this in.
 *
 * @param flaw what is wrong with a condition, and where, for its owner; empty when it can be asked
 * @param restless whether a condition's answer may change although nothing has changed that is
 *     watched: with the time, or with what else the subject has
 * @param answer what the condition says under these circumstances; never throws
 */
public record Rulebook(
    Function<String, Optional<String>> flaw,
    Predicate<String> restless,
    BiFunction<String, Circumstances, Answer> answer) {

  /** All that a condition can speak of. */
  public record Circumstances(Facts facts, Entitlement entitlement, Inquiry inquiry) {
    Answer answer(String condition) {
      return inquiry.rulebook().answer().apply(condition, this);
    }
  }

  /** What a condition says. */
  public sealed interface Answer {
    /** It is true. */
    record Yes() implements Answer {}

    /** It is false. */
    record No() implements Answer {}

    /**
     * It could not be worked out.
     *
     * @param why in our own words, with what to do
     */
    record Unclear(String why) implements Answer {}
  }
}
