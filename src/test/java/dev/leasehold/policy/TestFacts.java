package dev.leasehold.policy;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Facts.SecretPlace;
import java.util.Map;
import java.util.Optional;

/** Facts under which an ordinary request is permitted; each method changes just one of them. */
record TestFacts(
    Asked asked,
    Offering offering,
    Optional<Facts.Surroundings> surroundings,
    Optional<String> subject,
    Facts.Usage usage,
    SecretPlace secret,
    boolean granted) {
  static final String SUBJECT_UID = "subject-uid";

  static TestFacts of(Asked asked, Entitlement entitlement) {
    return new TestFacts(
        asked,
        new Offering.Requestable(entitlement),
        Optional.of(new Facts.Surroundings(Map.of("domain", "payments"), false)),
        Optional.of(SUBJECT_UID),
        new Facts.Usage(0, 0),
        SecretPlace.FREE_OR_OURS,
        false);
  }

  Facts facts() {
    return new Facts(asked.request(), offering, surroundings, subject, usage, secret, granted);
  }

  TestFacts asked(Asked other) {
    return new TestFacts(other, offering, surroundings, subject, usage, secret, granted);
  }

  TestFacts offering(Offering other) {
    return new TestFacts(asked, other, surroundings, subject, usage, secret, granted);
  }

  TestFacts namespace(Map<String, String> labels, boolean terminating) {
    return new TestFacts(
        asked,
        offering,
        Optional.of(new Facts.Surroundings(labels, terminating)),
        subject,
        usage,
        secret,
        granted);
  }

  TestFacts withoutNamespace() {
    return new TestFacts(asked, offering, Optional.empty(), subject, usage, secret, granted);
  }

  TestFacts withoutSubject() {
    return new TestFacts(asked, offering, surroundings, Optional.empty(), usage, secret, granted);
  }

  TestFacts used(int bySubject, int inNamespace) {
    return new TestFacts(
        asked,
        offering,
        surroundings,
        subject,
        new Facts.Usage(bySubject, inNamespace),
        secret,
        granted);
  }

  TestFacts secret(SecretPlace other) {
    return new TestFacts(asked, offering, surroundings, subject, usage, other, granted);
  }

  TestFacts alreadyGranted() {
    return new TestFacts(asked, offering, surroundings, subject, usage, secret, true);
  }
}
