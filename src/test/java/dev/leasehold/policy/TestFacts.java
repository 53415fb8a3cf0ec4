package dev.leasehold.policy;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Facts.SecretPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Facts under which an ordinary request is permitted; each method changes just one of them. */
record TestFacts(
    Asked asked,
    Offering offering,
    Optional<Facts.Surroundings> surroundings,
    Optional<String> subject,
    Company company,
    SecretPlace secret,
    Optional<List<Target>> granted,
    Optional<String> above) {
  static final String SUBJECT_UID = "subject-uid";

  static TestFacts of(Asked asked, Entitlement entitlement) {
    return new TestFacts(
        asked,
        new Offering.Requestable(entitlement),
        Optional.of(new Facts.Surroundings(Map.of("domain", "payments"), false)),
        Optional.of(SUBJECT_UID),
        Company.none(),
        SecretPlace.FREE_OR_OURS,
        Optional.empty(),
        Optional.empty());
  }

  Facts facts() {
    return new Facts(
        asked.request(), offering, surroundings, subject, company, secret, granted, above);
  }

  TestFacts asked(Asked other) {
    return new TestFacts(other, offering, surroundings, subject, company, secret, granted, above);
  }

  TestFacts offering(Offering other) {
    return new TestFacts(asked, other, surroundings, subject, company, secret, granted, above);
  }

  TestFacts namespace(Map<String, String> labels, boolean terminating) {
    return new TestFacts(
        asked,
        offering,
        Optional.of(new Facts.Surroundings(labels, terminating)),
        subject,
        company,
        secret,
        granted,
        above);
  }

  TestFacts withoutNamespace() {
    return new TestFacts(
        asked, offering, Optional.empty(), subject, company, secret, granted, above);
  }

  TestFacts withoutSubject() {
    return new TestFacts(
        asked, offering, surroundings, Optional.empty(), company, secret, granted, above);
  }

  /** So many earlier ones in its namespace, of which some have its subject. */
  TestFacts used(int bySubject, int inNamespace) {
    List<Rival> rivals =
        IntStream.range(0, inNamespace)
            .mapToObj(i -> i < bySubject ? Rivals.earlier(i) : Rivals.earlier(i).of("other"))
            .map(Rivals::rival)
            .toList();
    return among(
        new Company(company.own(), company.now(), company.excluded(), rivals, company.outside()));
  }

  TestFacts among(Company other) {
    return new TestFacts(asked, offering, surroundings, subject, other, secret, granted, above);
  }

  TestFacts secret(SecretPlace other) {
    return new TestFacts(asked, offering, surroundings, subject, company, other, granted, above);
  }

  /** What is asked for was given, as it is on offer. */
  TestFacts alreadyGranted() {
    return alreadyGranted(
        switch (offering) {
          case Offering.Requestable(Entitlement all) -> all.narrowedTo(asked.targets()).targets();
          case Offering.Exceeding(Entitlement all, var _, var _) ->
              all.narrowedTo(asked.targets()).targets();
          case Offering.NotYet _, Offering.Missing _, Offering.Retired _ -> List.of();
        });
  }

  TestFacts alreadyGranted(List<Target> targets) {
    return new TestFacts(
        asked, offering, surroundings, subject, company, secret, Optional.of(targets), above);
  }

  /** This of what was given is above a ceiling. */
  TestFacts above(String excess) {
    return new TestFacts(
        asked, offering, surroundings, subject, company, secret, granted, Optional.of(excess));
  }
}
