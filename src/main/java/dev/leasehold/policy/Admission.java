package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges a request by the catalog's terms. Rules are asked in a fixed order and the first that does
 * not hold decides, so that the message names one thing to mend.
 */
public final class Admission {
  private static final List<Term> TERMS =
      List.of(
          new Term("namespace", Terms::namespace),
          new Term("subject", Terms::subject),
          new Term("duration", Terms::duration),
          new Term("start", Terms::start),
          new Term("targets", Terms::targets),
          new Term("justification", Terms::justification),
          new Term("ticket", Terms::ticket),
          new Term("emergency", Terms::emergency),
          new Term("caps", Terms::caps),
          new Term("secret", Terms::secret));

  private Admission() {}

  /** The verdict on the request at {@code now}. */
  public static Verdict review(Facts facts, Instant now) {
    return switch (facts.offering()) {
      case Facts.Offering.NotYet(Reason reason) ->
          new Verdict.Undecided(
              reason, List.of(line("entitlement", Decision.Result.WAITS, reason)));
      case Facts.Offering.Retired(Reason reason) ->
          new Verdict.Refused(
              reason, List.of(line("entitlement", Decision.Result.REFUSES, reason)));
      case Facts.Offering.Requestable(Entitlement entitlement) -> byTerms(facts, entitlement, now);
    };
  }

  private static Verdict byTerms(Facts facts, Entitlement entitlement, Instant now) {
    List<Decision> trace = new ArrayList<>();
    trace.add(new Decision("entitlement", Decision.Result.HOLDS, ""));
    for (Term term : TERMS) {
      switch (term.rule().judge(facts, entitlement, now)) {
        case Finding.Holds() -> trace.add(new Decision(term.name(), Decision.Result.HOLDS, ""));
        case Finding.Refuses(Reason reason) -> {
          trace.add(line(term.name(), Decision.Result.REFUSES, reason));
          return new Verdict.Refused(reason, trace);
        }
        case Finding.Waits(Reason reason) -> {
          trace.add(line(term.name(), Decision.Result.WAITS, reason));
          return new Verdict.Undecided(reason, trace);
        }
      }
    }
    Request request = facts.request();
    Optional<String> uid = facts.subjectUid();
    return new Verdict.Permitted(
        entitlement.narrowedTo(request.targets()), uid.orElseThrow(), trace);
  }

  private static Decision line(String rule, Decision.Result result, Reason reason) {
    return new Decision(rule, result, reason.message());
  }

  private record Term(String name, Rule rule) {}

  /** One term of the catalog, applied to one request. */
  @FunctionalInterface
  interface Rule {
    Finding judge(Facts facts, Entitlement entitlement, Instant now);
  }

  /** How one term came out. */
  sealed interface Finding {
    /** The request keeps it. */
    record Holds() implements Finding {}

    /** The request breaks it. */
    record Refuses(Reason reason) implements Finding {}

    /** It cannot be judged yet. */
    record Waits(Reason reason) implements Finding {}
  }
}
