package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cli.Caller.May;
import dev.leasehold.model.Persons;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request that waits for a decision; only what a list needs, as there may be many.
 *
 * @param verb what it waits for: {@code approve} or {@code review}
 * @param missing who or what is missing
 * @param at until when a decision counts, or since when a review is owed
 * @param roles in which of them to act; none for a review
 * @param parties who had a part in it already
 */
record Waiting(
    Wish wish, String verb, String missing, String at, List<String> roles, List<String> parties) {
  static final List<String> HEADER =
      List.of("NAMESPACE", "NAME", "DO", "ENTITLEMENT", "FOR", "DURATION", "MISSING", "WHEN");

  private static final String APPROVE = "approve";
  private static final String REVIEW = "review";

  /** What is asked for. */
  record Wish(String namespace, String name, String entitlement, String subject, String duration) {
    static Wish of(RequestText text) {
      return new Wish(
          text.request().getMetadata().getNamespace(),
          text.request().getMetadata().getName(),
          text.entitlement(),
          text.request().getSpec().subject().serviceAccountName(),
          RequestLimit.duration(text.request()));
    }
  }

  /** What this request waits for, if it does. */
  static Optional<Waiting> of(RequestText text) {
    if (text.request().getMetadata().getDeletionTimestamp() != null) {
      return Optional.empty();
    }
    Optional<Offer> offer = text.offer();
    if (text.phase().equals(RequestPhase.AwaitingApproval.name()) && offer.isPresent()) {
      return Optional.of(
          new Waiting(
              Wish.of(text),
              APPROVE,
              text.missing(),
              offer.get().decideBy(),
              offer.get().roles(),
              text.parties()));
    }
    return text.reviewOwed()
        .map(
            owed ->
                new Waiting(
                    Wish.of(text),
                    REVIEW,
                    owed.getReason(),
                    owed.getLastTransitionTime(),
                    List.of(),
                    text.parties()));
  }

  /** Whether it waits for this caller. */
  May waitsFor(String me, Caller caller) {
    if (parties.stream().anyMatch(other -> Persons.PLAIN.same(me, other))) {
      return May.NO;
    }
    List<May> answers =
        verb.equals(REVIEW)
            ? List.of(caller.mayDo(verb, "", wish.entitlement()))
            : roles.stream().map(role -> caller.mayDo(verb, role, wish.entitlement())).toList();
    return Stream.of(May.YES, May.UNASKED).filter(answers::contains).findFirst().orElse(May.NO);
  }

  /** As a row below {@link #HEADER}. */
  List<String> row() {
    return List.of(
        wish.namespace(),
        wish.name(),
        verb,
        wish.entitlement(),
        wish.subject(),
        wish.duration(),
        missing,
        (verb.equals(REVIEW) ? "since " : "by ") + at);
  }

  /** The same for programs. */
  Map<String, String> document() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("namespace", wish.namespace());
    all.put("name", wish.name());
    all.put("do", verb);
    all.put("entitlement", wish.entitlement());
    all.put("serviceAccountName", wish.subject());
    all.put("duration", wish.duration());
    all.put("missing", missing);
    all.put(verb.equals(REVIEW) ? "since" : "by", at);
    return all;
  }
}
