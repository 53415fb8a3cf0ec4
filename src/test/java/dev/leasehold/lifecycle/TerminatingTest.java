package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Stamp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A request that is being deleted is gone, whatever else is so; only what people said comes first.
 */
class TerminatingTest {
  @Test
  void withoutARecordItIsClosedAndNeverOfferedNorGranted() {
    for (Situation situation : Situations.open()) {
      assertThat(situation.nextTerminating())
          .as(situation::toString)
          .isInstanceOfSatisfying(
              RequestStep.Close.class,
              close ->
                  assertThat(close.cause().kind())
                      .isIn(
                          EndCause.Kind.REQUEST_DELETED,
                          EndCause.Kind.DENIED,
                          EndCause.Kind.REVOKED,
                          EndCause.Kind.WITHDRAWN));
    }
  }

  @Test
  void whatPeopleSaidOnItIsTheCause() {
    Situation denied =
        Situation.offered()
            .stamps(List.of(Situation.stamp(Stamp.Act.DENIAL, 1, Asked.UID, "none", "dan")));
    assertThat(denied.nextTerminating())
        .isInstanceOfSatisfying(
            RequestStep.Close.class, close -> assertThat(close.cause().actor()).isEqualTo("dan"));
    assertThat(Situation.offered().nextTerminating())
        .isInstanceOfSatisfying(
            RequestStep.Close.class,
            close -> assertThat(close.cause().kind()).isEqualTo(EndCause.Kind.REQUEST_DELETED));
  }

  @Test
  void withAGrantThatIsToEndAtOnce() {
    for (Standing standing : List.of(Standing.ACTIVATING, Standing.ACTIVE, Standing.ENDING)) {
      Situation granted =
          Situation.offered().record(Optional.of(Situation.view(standing, List.of(Offered.SHOP))));
      assertThat(granted.nextTerminating())
          .isInstanceOfSatisfying(
              RequestStep.Follow.class,
              follow ->
                  assertThat(follow.ending())
                      .hasValueSatisfying(
                          cause ->
                              assertThat(cause.kind()).isEqualTo(EndCause.Kind.REQUEST_DELETED)));
    }
  }

  @Test
  void onceItHasEndedNothingMoreIsDone() {
    assertThat(Situation.offered().alreadyEnded().nextTerminating())
        .isInstanceOf(RequestStep.Rest.class);
  }
}
