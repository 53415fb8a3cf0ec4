package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.Backstop;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an offer and a record say to whoever looks at them, and how a record is found. */
final class FoundAgainIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String FOUR_HOURS = "duration: 4h, justification: weekly refunds";

  @Test
  void anOfferSaysWhatEndsEachTargetWithoutTheOperator() {
    Offer offer = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", FOUR_HOURS).offer();
    assertThat(offer.targets()).isNotEmpty().allMatch(t -> t.backstop() == Backstop.TOKEN);
    assertThat(offer.approveCommand()).contains(" accessrequests.leasehold.dev refunds ");
  }

  @Test
  void aDecisionSaysWhatWasAskedAndWhatIsAllowed() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", FOUR_HOURS);
    asked.offer();
    assertThat(asked.status().decision())
        .filteredOn(decision -> decision.rule().equals("duration"))
        .singleElement()
        .satisfies(duration -> assertThat(duration.message()).startsWith("asked 4h, at most "));
  }

  @Test
  void aRecordIsFoundByWhoAskedForWhomWhatAndHowItStands() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("refunds", FOUR_HOURS).activeBy(Cast.OLGA);
    AccessRecord record = asked.record();
    assertThat(record.getSpec().request().askedAt())
        .isEqualTo(asked.now().getMetadata().getCreationTimestamp());
    for (String selector :
        List.of(
            "--field-selector=spec.requester.name=" + record.getSpec().requester().name(),
            "--field-selector=spec.subject.serviceAccountName="
                + record.getSpec().subject().serviceAccountName(),
            "--field-selector=spec.entitlement.name=" + record.getSpec().entitlement().name(),
            "--field-selector=spec.outcome=Granted,status.phase=Active",
            "--selector=leasehold.dev/catalog=" + record.getSpec().entitlement().catalog())) {
      assertThat(found(selector)).as(selector).contains(record.getMetadata().getName());
    }
    assertThat(found("--field-selector=spec.requester.name=nobody")).isEmpty();

    asked.deletedBy(Cast.RITA);
    String uid = record.getSpec().request().uid();
    Lab.await().until(() -> Objects.requireNonNull(asked.record(uid).getStatus()).ending() != null);
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(asked.record(uid).getStatus()).ending())
                .message())
        .contains("the API server's audit log says");
  }

  private static String found(String selector) {
    return LAB.lab()
        .kubectl(People.ADMIN, "get", "accessrecords.leasehold.dev", "-o", "name", selector)
        .orThrow()
        .stdout();
  }
}
