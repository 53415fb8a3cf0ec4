package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Stamp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private static final Stamp OLGA = stamp(1, Stamp.Act.FORGET, "uid", "olga");
  private static final Stamp SVEN = stamp(2, Stamp.Act.FORGET, "uid", "sven");

  @Test
  void itTakesTwoPeople() {
    assertThat(Forgetting.by(List.of(OLGA), "uid")).isEmpty();
    assertThat(Forgetting.by(List.of(OLGA, SVEN), "uid")).containsExactly(OLGA, SVEN);
  }

  @Test
  void onePersonTwiceIsOnePerson() {
    Stamp again = stamp(2, Stamp.Act.FORGET, "uid", "olga");
    assertThat(Forgetting.by(List.of(OLGA, again), "uid")).isEmpty();
  }

  @Test
  void whatWasSaidOfAnotherRecordDoesNotCount() {
    Stamp other = stamp(2, Stamp.Act.FORGET, "other", "sven");
    assertThat(Forgetting.by(List.of(OLGA, other), "uid")).isEmpty();
  }

  @Test
  void noOtherActForgets() {
    Stamp denial = stamp(2, Stamp.Act.DENIAL, "uid", "sven");
    assertThat(Forgetting.by(List.of(OLGA, denial), "uid")).isEmpty();
  }

  private static Stamp stamp(int slot, Stamp.Act act, String uid, String user) {
    return new Stamp(act, slot, uid, "none", Set.of(), user, "the cluster is gone");
  }
}
