package dev.leasehold.policy.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;

/**
 * Says why a condition could not be worked out, in our own words and with what to write instead.
 */
final class Obstacle {
  static final String DEADLINE =
      "it took longer than " + Bounds.DEADLINE.toMillis() + " ms; write it more simply";
  static final String NO_ANSWER = "it is neither true nor false";
  static final String UNKNOWN = "it failed; write it so that no operation in it can fail";

  private Obstacle() {}

  static String of(CelEvaluationException failure) {
    return of(failure.getErrorCode());
  }

  private static String of(CelErrorCode code) {
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND ->
          "it asks for a key or field that is not there; write ['key'] as [?'key'].orValue('') and"
              + " .field as .?field.orValue(…)";
      case INDEX_OUT_OF_BOUNDS ->
          "it asks for an element beyond the end of a list; look at its size() first";
      case DIVIDE_BY_ZERO -> "it divides by zero";
      case NUMERIC_OVERFLOW -> "a number, time or duration in it becomes too large";
      case ITERATION_BUDGET_EXCEEDED ->
          "it goes through more than "
              + Bounds.ITERATIONS
              + " elements; nest fewer all, exists, filter or map";
      case BAD_FORMAT -> "a text in it is no time, duration, time zone or number";
      case INVALID_ARGUMENT -> "a pattern or an argument in it cannot be used";
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND, DUPLICATE_ATTRIBUTE ->
          "an operation in it does not fit its operands";
      case INTERNAL_ERROR -> UNKNOWN;
    };
  }
}
