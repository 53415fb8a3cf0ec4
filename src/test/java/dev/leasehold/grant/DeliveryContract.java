package dev.leasehold.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every delivery must hold, whatever it stands on. */
public abstract class DeliveryContract {
  protected abstract Terrain terrain();

  @Test
  void deliveringTwiceIsOnce() {
    Grant grant = grant();
    ObjectRef first = deliver(grant, Optional.empty());
    assertThat(deliver(grant, Optional.empty())).isEqualTo(first);
    assertThat(deliver(grant, Optional.of(first))).isEqualTo(first);
    assertThat(there(grant)).contains(first);
  }

  @Test
  void theNameIsFreeOrAlreadyOurs() {
    Grant grant = grant();
    assertThat(available(grant)).isInstanceOf(Outcome.Done.class);
    deliver(grant, Optional.empty());
    assertThat(available(grant)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void foreignSecretsAreNeitherReplacedNorDeleted() {
    Grant grant = grant();
    ObjectRef foreign = occupy(grant);
    assertThat(available(grant)).isInstanceOf(Outcome.Refused.class);
    assertThat(tryDeliver(grant, Optional.empty())).isInstanceOf(Outcome.Refused.class);
    assertThat(remove(grant, Optional.empty())).isInstanceOf(Removal.Gone.class);
    assertThat(there(grant)).contains(foreign);
  }

  @Test
  void aForeignSecretThatTookTheNameIsNeitherReplacedNorDeleted() {
    Grant grant = grant();
    ObjectRef ours = deliver(grant, Optional.empty());
    terrain().lose(ours);
    ObjectRef foreign = occupy(grant);
    assertThat(tryDeliver(grant, Optional.of(ours))).isInstanceOf(Outcome.Refused.class);
    assertThat(remove(grant, Optional.of(ours))).isInstanceOf(Removal.Gone.class);
    assertThat(there(grant)).contains(foreign);
  }

  @Test
  void aLostSecretIsDeliveredAgain() {
    Grant grant = grant();
    ObjectRef lost = deliver(grant, Optional.empty());
    terrain().lose(lost);
    ObjectRef again = deliver(grant, Optional.of(lost));
    assertThat(again.uid()).isNotEqualTo(lost.uid());
    assertThat(there(grant)).contains(again);
  }

  @Test
  void aRehearsalAnswersAsDeliveringWouldAndWritesNothing() {
    Grant grant = grant();
    assertThat(rehearse(grant, Optional.empty())).isInstanceOf(Outcome.Done.class);
    assertThat(there(grant)).isEmpty();
    ObjectRef ours = deliver(grant, Optional.empty());
    assertThat(rehearse(grant, Optional.of(ours))).isInstanceOf(Outcome.Done.class);
    assertThat(rehearse(grant, Optional.empty())).isInstanceOf(Outcome.Done.class);
    terrain().lose(ours);
    assertThat(rehearse(grant, Optional.of(ours))).isInstanceOf(Outcome.Done.class);
    assertThat(there(grant)).isEmpty();
    occupy(grant);
    assertThat(rehearse(grant, Optional.of(ours))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void removingTwiceIsOnceAndNothingSucceeds() {
    Grant grant = grant();
    assertThat(remove(grant, Optional.empty())).isInstanceOf(Removal.Gone.class);
    ObjectRef ours = deliver(grant, Optional.empty());
    assertThat(remove(grant, Optional.of(ours))).isInstanceOf(Removal.Gone.class);
    assertThat(remove(grant, Optional.of(ours))).isInstanceOf(Removal.Gone.class);
    assertThat(there(grant)).isEmpty();
  }

  @Test
  void whatWasNeverRecordedIsRemovedToo() {
    Grant grant = grant();
    deliver(grant, Optional.empty());
    assertThat(remove(grant, Optional.empty())).isInstanceOf(Removal.Gone.class);
    assertThat(there(grant)).isEmpty();
  }

  @Test
  void whatAFinalizerHoldsIsLeftUntilItGoes() {
    Grant grant = grant();
    ObjectRef ours = deliver(grant, Optional.empty());
    terrain().hold(ours);
    for (int twice = 0; twice < 2; twice++) {
      assertThat(remove(grant, Optional.of(ours))).isInstanceOf(Removal.Left.class);
    }
    terrain().release(ours);
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(remove(grant, Optional.of(ours))).isInstanceOf(Removal.Gone.class));
  }

  @Test
  void unreachableIsNotGone() {
    Grant grant = grant();
    Delivery silent = terrain().deliveryCutOff();
    assertThat(silent.remove(grant, Optional.empty())).isInstanceOf(Removal.Left.class);
    assertThat(silent.remove(grant, Optional.of(deliver(grant, Optional.empty()))))
        .isInstanceOf(Removal.Left.class);
    assertThatThrownBy(() -> silent.available(grant.request(), grant.secretName()))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> silent.rehearse(grant, Optional.empty()))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> silent.deliver(grant, Map.of(), Optional.empty()))
        .isInstanceOf(Unavailable.class);
  }

  private Grant grant() {
    return terrain().grant(List.of(new Target.RoleBinding("one", List.of())));
  }

  private ObjectRef deliver(Grant grant, Optional<ObjectRef> known) {
    Outcome<ObjectRef> outcome = tryDeliver(grant, known);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<ObjectRef>) outcome).value();
  }

  private Outcome<ObjectRef> tryDeliver(Grant grant, Optional<ObjectRef> known) {
    Credential credential =
        new Credential(Map.of("token", "value".getBytes(StandardCharsets.UTF_8)));
    return terrain().delivery().deliver(grant, Map.of("one", credential), known);
  }

  private Outcome<Boolean> rehearse(Grant grant, Optional<ObjectRef> known) {
    return terrain().delivery().rehearse(grant, known);
  }

  private Outcome<Boolean> available(Grant grant) {
    return terrain().delivery().available(grant.request(), grant.secretName());
  }

  private Removal remove(Grant grant, Optional<ObjectRef> known) {
    return terrain().delivery().remove(grant, known);
  }

  private ObjectRef occupy(Grant grant) {
    return terrain().occupy("Secret", grant.request().namespace(), grant.secretName());
  }

  private Optional<ObjectRef> there(Grant grant) {
    return terrain().find("Secret", grant.request().namespace(), grant.secretName());
  }
}
