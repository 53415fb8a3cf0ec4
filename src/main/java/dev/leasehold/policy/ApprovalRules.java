package dev.leasehold.policy;

import static dev.leasehold.policy.Terms.AGAIN;

import dev.leasehold.model.ApprovalPolicy.Mode;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.policy.Rulebook.Answer;
import dev.leasehold.policy.Rulebook.Circumstances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the rules of approval that apply to a request, before it is offered to anybody. */
final class ApprovalRules {
  /** Each approver takes one of eight slots for stamps (design.md §3). */
  private static final int MOST = 8;

  private ApprovalRules() {}

  /** Who is to be asked for this request. */
  sealed interface Asked {
    /** These, under the rules that apply. */
    record Of(Entitlement entitlement) implements Asked {}

    /** Nobody: no rule applies. */
    record None(Reason reason) implements Asked {}

    /** It cannot be told. */
    record Unclear(Reason reason) implements Asked {}
  }

  /**
   * The entitlement with the rules that apply. Where access was given already, and which ones apply
   * cannot be told, all are asked: nothing ends by that, and no prolongation takes fewer people.
   */
  static Asked choose(Circumstances circumstances) {
    Entitlement entitlement = circumstances.entitlement();
    if (entitlement.approval().mode() == Mode.AUTO) {
      Facts facts = circumstances.facts();
      return facts.granted()
          ? new Asked.Of(entitlement)
          : unknown(entitlement, facts.request())
              .<Asked>map(Asked.None::new)
              .orElseGet(() -> new Asked.Of(entitlement));
    }
    List<Place> rules = rules(circumstances);
    Asked asked = applying(circumstances, rules);
    return asked instanceof Asked.Of || !circumstances.facts().granted()
        ? asked
        : new Asked.Of(asking(entitlement, rules));
  }

  /** Who is asked, in words; empty where no choice was made. */
  static Optional<String> chosen(Circumstances circumstances, Entitlement asked) {
    return rules(circumstances).stream().anyMatch(rule -> rule.when().isPresent())
        ? Optional.of(
            asked.approval().places().stream()
                .map(place -> place.role() + " " + place.count())
                .collect(Collectors.joining(", ", "asks for ", "")))
        : Optional.empty();
  }

  /** Emergencies have rules of their own. */
  static List<Place> rules(Circumstances circumstances) {
    Entitlement entitlement = circumstances.entitlement();
    return circumstances.facts().request().emergency()
        ? entitlement
            .governance()
            .emergency()
            .map(Governance.Emergency::places)
            .orElse(entitlement.approval().places())
        : entitlement.approval().places();
  }

  private static Asked applying(Circumstances circumstances, List<Place> rules) {
    Entitlement entitlement = circumstances.entitlement();
    List<Place> applying = new ArrayList<>();
    for (Place rule : rules) {
      switch (rule.when().map(circumstances::answer).orElseGet(Answer.Yes::new)) {
        case Answer.Yes() -> applying.add(rule);
        case Answer.No() -> {}
        case Answer.Unclear(String why) -> {
          String what = "the approval rule for role " + rule.role();
          return new Asked.Unclear(Conditions.notEvaluable(what, entitlement, why));
        }
      }
    }
    int people = applying.stream().mapToInt(Place::count).sum();
    if (people == 0) {
      return new Asked.None(none(entitlement));
    }
    return people > MOST
        ? new Asked.Unclear(tooMany(entitlement, people))
        : new Asked.Of(asking(entitlement, applying));
  }

  /** Why it does not suffice that somebody asks, where nobody else is asked. */
  private static Optional<Reason> unknown(Entitlement entitlement, Request request) {
    return request
        .askers()
        .caution()
        .map(caution -> new Reason(caution.code(), unproved(entitlement)))
        .or(
            () ->
                request.byWildcard()
                    ? Optional.of(byWildcard(entitlement, request))
                    : Optional.empty());
  }

  private static String unproved(Entitlement entitlement) {
    return "created when the admission policies may have been off: who applied it is not known, and"
        + " mode Auto of "
        + entitlement.ref().qualified()
        + " asks nobody else; ask again"
        + AGAIN;
  }

  /** Where nobody is asked, the right to ask is all that stands between anybody and access. */
  private static Reason byWildcard(Entitlement entitlement, Request request) {
    return new Reason(
        ReasonCode.REQUESTED_BY_WILDCARD,
        "mode Auto asks nobody, so it takes verb request by name, and "
            + request.applier()
            + " holds it for "
            + entitlement.ref().qualified()
            + " by wildcard only; have somebody else ask"
            + AGAIN);
  }

  private static Reason none(Entitlement entitlement) {
    return new Reason(
        ReasonCode.NO_APPROVAL_RULE,
        "no approval rule of "
            + entitlement.ref().qualified()
            + " applies to this request, so nobody may accept it; ask for what one applies to"
            + AGAIN);
  }

  private static Reason tooMany(Entitlement entitlement, int people) {
    return new Reason(
        ReasonCode.TOO_MANY_APPROVERS,
        "the approval rules that apply to this request ask for "
            + people
            + " people, and at most "
            + MOST
            + " can approve one; the owner of "
            + entitlement.ref().qualified()
            + " has to lower the counts, and then this goes on by itself");
  }

  private static Entitlement asking(Entitlement entitlement, List<Place> places) {
    return entitlement.approvedBy(entitlement.approval().asking(places));
  }
}
