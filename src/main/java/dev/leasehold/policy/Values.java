package dev.leasehold.policy;

import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Request;

/**
 * What was asked and what is allowed, where a term holds: without the numbers nobody sees how near
 * a limit it is. Nothing that changes by itself is in it, since it stands in a status.
 */
final class Values {
  private Values() {}

  /** Empty where the name of the term says it all. */
  static String of(String term, Request request, Entitlement entitlement) {
    return switch (term) {
      case "duration" ->
          "asked %s, at most %s"
              .formatted(
                  Durations.text(request.duration()), Durations.text(entitlement.maxDuration()));
      case "justification" -> {
        int least = entitlement.justification().minLength();
        yield least > 0 ? "at least %d characters".formatted(least) : "";
      }
      case "ticket" ->
          entitlement
              .justification()
              .ticketPattern()
              .map(pattern -> "%s matches %s".formatted(request.ticket(), pattern))
              .orElse("");
      default -> "";
    };
  }
}
