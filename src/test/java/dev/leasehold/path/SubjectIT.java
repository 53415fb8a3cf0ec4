package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Access is offered to, approved for and held by one service account, not by whatever has its name.
 */
final class SubjectIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String TERMS = "duration: 1h, justification: nightly report";
  private static final String APPROVE = "leasehold.dev/approve";
  private static final int QUOTED = 16;

  @ConcurrentTest
  void offerNamesTheAccountAndIsAnotherOnceThatIsMadeAgain() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("nightly", TERMS);
    Offer first = asked.offer();
    isFor(asked, first);
    String before = uid(asked);
    made(asked);
    Offer next = another(asked, first);
    isFor(asked, next);
    assertThat(uid(asked)).isNotEqualTo(before);
    assertThatThrownBy(
            () -> asked.annotate(Cast.OLGA, APPROVE, first.digest().substring(0, QUOTED)))
        .hasMessageContaining("that is not the current offer");
    asked.activeBy(Cast.OLGA);
    assertThat(asked.record().getSpec().subject().uid()).isEqualTo(uid(asked));
  }

  @ConcurrentTest
  void approvalIsForNobodyElseWhenAccessIsToBegin() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Instant start = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
    Asked asked = shop.asks("nightly", TERMS + ", startAt: \"" + start + "\"");
    Offer approved = asked.offer();
    asked.approvedBy(Cast.OLGA).awaits(RequestPhase.Scheduled);
    made(asked);
    isFor(asked, another(asked, approved));
    Lab.await().until(() -> Instant.now().isAfter(start.plusSeconds(1)));
    assertThat(asked.awaits(RequestPhase.AwaitingApproval).approvals()).isEmpty();
    assertThat(asked.record()).isNull();
    asked.leftNothing(asked.uid());
  }

  /** Somebody's finalizer keeps an account that is gone for the API server as well. */
  @ConcurrentTest
  void accountThatIsBeingDeletedHoldsNothingAndIsOfferedNothing() {
    Asked asked =
        Shop.offering(LAB.lab(), Entitled.reader()).asks("nightly", TERMS).activeBy(Cast.OLGA);
    account(asked)
        .edit(
            a ->
                new ServiceAccountBuilder(a)
                    .editMetadata()
                    .withFinalizers("example.com/held")
                    .endMetadata()
                    .build());
    try {
      account(asked).delete();
      asked.awaits(RequestPhase.Revoked);
      assertThat(Objects.requireNonNull(asked.status().ending()).cause())
          .isEqualTo(EndingCause.SubjectGone);
      Asked again = asked.shop().asks("again", TERMS);
      assertThat(again.condition("Accepted", "SubjectNotFound").getMessage()).contains("worker");
    } finally {
      account(asked)
          .edit(
              a ->
                  new ServiceAccountBuilder(a)
                      .editMetadata()
                      .withFinalizers()
                      .endMetadata()
                      .build());
    }
  }

  private static void isFor(Asked asked, Offer offer) {
    assertThat(offer.subject())
        .isNotNull()
        .satisfies(
            subject -> {
              assertThat(subject.namespace()).isEqualTo(asked.shop().namespace());
              assertThat(subject.serviceAccountName()).isEqualTo("worker");
              assertThat(subject.uid()).isEqualTo(uid(asked));
            });
  }

  /** The account is deleted, and another one has its name. */
  private static void made(Asked asked) {
    account(asked).delete();
    Lab.await().until(() -> account(asked).get() == null);
    asked
        .shop()
        .admin()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("worker")
                .withNamespace(asked.shop().namespace())
                .endMetadata()
                .build())
        .create();
  }

  private static Offer another(Asked asked, Offer than) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(Objects.requireNonNull(asked.status().offer()).digest())
                    .isNotEqualTo(than.digest()));
    return asked.offer();
  }

  private static String uid(Asked asked) {
    return account(asked).require().getMetadata().getUid();
  }

  private static Resource<ServiceAccount> account(Asked asked) {
    return asked
        .shop()
        .admin()
        .serviceAccounts()
        .inNamespace(asked.shop().namespace())
        .withName("worker");
  }
}
