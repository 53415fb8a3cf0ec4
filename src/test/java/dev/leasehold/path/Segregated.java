package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Two entitlements that exclude each other, for tests: one reads orders, one writes them. */
final class Segregated {
  private static final String HOUR = "duration: 1h, justification: nightly report";

  private Segregated() {}

  static Entitled reader() {
    return Entitled.reader().approvedBy("mode: Auto");
  }

  static Entitled writer() {
    return reader().named("writer").giving(Entitled.token("shop", "orders-writer"));
  }

  static Entitled excluding(Entitled one, Shop shop, String other) {
    return one.with("conflictsWith: [%s.%s]".formatted(shop.namespace(), other));
  }

  /** A shop whose reader names its writer, and not the other way round. */
  static Shop segregated(Lab lab, Entitled reader) {
    Shop shop = Shop.bare(lab);
    shop.offers(excluding(reader, shop, "writer"), writer());
    return shop;
  }

  static Asked asks(Shop shop, Person who, String name, String entitlement, String more) {
    return shop.asks(who, Map.of(), name, entitlement, HOUR + more);
  }

  static Asked asks(Shop shop, String name, String entitlement) {
    return asks(shop, Cast.RITA, name, entitlement, "");
  }

  static void is(Asked asked, Set<RequestPhase> phases) {
    Lab.await()
        .until(() -> asked.status().phase() != null && phases.contains(asked.status().phase()));
  }

  static void assertConflict(Asked asked, String... named) {
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getReason()).isEqualTo("ConflictingAccess");
    assertThat(asked.condition("Accepted").getMessage()).contains("ask again");
    for (String name : named) {
      assertThat(asked.condition("Accepted").getMessage()).contains(name);
    }
    asked.leftNothing(asked.uid());
  }

  static void assertEndedByConflict(Asked asked) {
    asked.awaits(RequestPhase.Revoked);
    Ending ending = Objects.requireNonNull(asked.recorded(asked.uid()).ending());
    assertThat(ending.cause()).isEqualTo(EndingCause.Conflict);
    asked.leftNothing(asked.uid());
  }
}
