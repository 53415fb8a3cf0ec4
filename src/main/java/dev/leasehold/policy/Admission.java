package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Rulebook.Circumstances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Judges a request by the catalog's terms. Rules are asked in a fixed order and the first that does
 * not hold decides, so that the message names one thing to mend.
 */
public final class Admission {
  private static final String APPLIER = "applier";
  private static final String ENTITLEMENT = "entitlement";
  private static final String APPROVAL = "approval";
  private static final String CONFLICTS = "conflicts";

  /** What has to hold for as long as there is access. */
  private static final List<Term> STANDING =
      List.of(
          new Term(APPLIER, (facts, entitlement) -> Terms.applier(facts)),
          new Term("namespace", Terms::namespace),
          new Term("subject", Terms::subject),
          new Term("duration", Terms::duration),
          new Term("targets", Terms::targets),
          new Term("justification", Terms::justification),
          new Term("ticket", Terms::ticket),
          new Term("emergency", Terms::emergency),
          new Term(CONFLICTS, (facts, entitlement) -> Separation.judge(facts)));

  /**
   * What is asked only until access is given: a live grant is not cut by somebody's new request.
   */
  private static final List<Term> ENTRY =
      List.of(
          new Term("evidence", EntryTerms::evidence),
          new Term("start", EntryTerms::start),
          new Term("caps", EntryTerms::caps));

  /** What is asked for the Secret alone. */
  private static final List<Term> SECRET = List.of(new Term("secret", EntryTerms::secret));

  private static final List<Term> UNASKED = both(STANDING, ENTRY);

  private static final List<Term> ASKED = both(UNASKED, SECRET);

  private Admission() {}

  /** The verdict on the request; the catalog's own conditions are asked last. */
  public static Verdict review(Facts facts, Inquiry inquiry) {
    List<Decision> trace = new ArrayList<>();
    if (!facts.granted() && Terms.applier(facts) instanceof Finding.Refuses(Reason reason)) {
      // Told whatever there is to be had: nothing that may still come would change it.
      return refuses(APPLIER, reason, trace);
    }
    return switch (facts.offering()) {
      case Facts.Offering.NotYet(Reason reason) -> notReady(facts, reason, trace);
      case Facts.Offering.Missing(Reason reason) ->
          facts.granted()
              ? refuses(
                  ENTITLEMENT, new Reason(ReasonCode.ENTITLEMENT_RETIRED, reason.message()), trace)
              : waits(ENTITLEMENT, reason, trace);
      case Facts.Offering.Exceeding(Entitlement entitlement, Ceilings ceilings, Reason reason) ->
          facts.granted()
              ? within(facts, inEmergency(facts, entitlement), ceilings, inquiry, trace)
                  .butNotRenewed(reason)
              : waits(ENTITLEMENT, reason, trace);
      case Facts.Offering.Retired(Reason reason) -> refuses(ENTITLEMENT, reason, trace);
      case Facts.Offering.Requestable(Entitlement entitlement) -> {
        trace.add(holds(ENTITLEMENT));
        yield byTerms(facts, inEmergency(facts, entitlement), inquiry, trace);
      }
    };
  }

  private static Entitlement inEmergency(Facts facts, Entitlement entitlement) {
    return facts.request().emergency() ? entitlement.inEmergency() : entitlement;
  }

  /**
   * An entitlement that its owner makes unready takes nobody's duties from segregation, and nothing
   * from below a ceiling.
   */
  private static Verdict notReady(Facts facts, Reason reason, List<Decision> trace) {
    if (facts.granted() && facts.above().isPresent()) {
      return above(facts.above().get(), trace);
    }
    return facts.granted() && Separation.judge(facts) instanceof Finding.Refuses(Reason conflict)
        ? refuses(CONFLICTS, conflict, trace)
        : waits(ENTITLEMENT, reason, trace);
  }

  /** A live grant ends by what of itself exceeds a ceiling, not by what else is on offer. */
  private static Verdict within(
      Facts facts,
      Entitlement entitlement,
      Ceilings ceilings,
      Inquiry inquiry,
      List<Decision> trace) {
    Entitlement granted = entitlement.giving(facts.pinned().orElseThrow());
    Optional<String> excess = ceilings.exceededBy(facts.request(), granted);
    if (excess.isPresent()) {
      return above(excess.get(), trace);
    }
    trace.add(holds(ENTITLEMENT));
    return byTerms(facts, entitlement, inquiry, trace);
  }

  private static Verdict above(String excess, List<Decision> trace) {
    return refuses(
        ENTITLEMENT, new Reason(ReasonCode.CEILING_EXCEEDED, "what was granted: " + excess), trace);
  }

  private static Verdict byTerms(
      Facts facts, Entitlement entitlement, Inquiry inquiry, List<Decision> trace) {
    for (Term term : terms(facts)) {
      switch (term.rule().apply(facts, entitlement)) {
        case Finding.Holds() ->
            trace.add(
                new Decision(
                    term.name(),
                    Decision.Result.HOLDS,
                    Values.of(term.name(), facts.request(), entitlement)));
        case Finding.Refuses(Reason reason) -> {
          return refuses(term.name(), reason, trace);
        }
        case Finding.Waits(Reason reason) -> {
          return waits(term.name(), reason, trace);
        }
      }
    }
    Circumstances circumstances = new Circumstances(facts, entitlement, inquiry);
    return switch (Policies.judge(circumstances, trace)) {
      case Finding.Refuses(Reason reason) -> new Verdict.Refused(reason, trace);
      case Finding.Waits(Reason reason) -> new Verdict.Undecided(reason, trace, true);
      case Finding.Holds() -> byApprovers(circumstances, trace);
    };
  }

  private static List<Term> terms(Facts facts) {
    if (facts.granted()) {
      return STANDING;
    }
    return facts.secret() == Facts.SecretPlace.UNASKED ? UNASKED : ASKED;
  }

  private static List<Term> both(List<Term> some, List<Term> others) {
    return Stream.of(some, others).flatMap(List::stream).toList();
  }

  private static Verdict byApprovers(Circumstances circumstances, List<Decision> trace) {
    Facts facts = circumstances.facts();
    return switch (ApprovalRules.choose(circumstances)) {
      case ApprovalRules.Asked.Of(Entitlement asked) -> {
        ApprovalRules.chosen(circumstances, asked)
            .map(who -> new Decision(APPROVAL, Decision.Result.HOLDS, who))
            .ifPresent(trace::add);
        yield new Verdict.Permitted(
            asked.narrowedTo(facts.request().targets()),
            facts.subjectUid().orElseThrow(),
            trace,
            Conditions.restless(circumstances));
      }
      case ApprovalRules.Asked.None(Reason reason) -> refuses(APPROVAL, reason, trace);
      case ApprovalRules.Asked.Unclear(Reason reason) -> {
        trace.add(new Decision(APPROVAL, Decision.Result.WAITS, reason.message()));
        yield new Verdict.Undecided(reason, trace, true);
      }
    };
  }

  private static Decision holds(String rule) {
    return new Decision(rule, Decision.Result.HOLDS, "");
  }

  private static Verdict refuses(String rule, Reason reason, List<Decision> trace) {
    trace.add(new Decision(rule, Decision.Result.REFUSES, reason.message()));
    return new Verdict.Refused(reason, trace);
  }

  private static Verdict waits(String rule, Reason reason, List<Decision> trace) {
    trace.add(new Decision(rule, Decision.Result.WAITS, reason.message()));
    return new Verdict.Undecided(reason, trace);
  }

  private record Term(String name, BiFunction<Facts, Entitlement, Finding> rule) {}

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
