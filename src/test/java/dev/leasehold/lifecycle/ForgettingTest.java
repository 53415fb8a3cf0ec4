package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Machines;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Stamp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private static final Stamp OLGA = stamp(1, Stamp.Act.FORGET, "uid", "olga");
  private static final Stamp SVEN = stamp(2, Stamp.Act.FORGET, "uid", "sven");

  @Test
  void itTakesTwoPeople() {
    assertThat(Forgetting.by(List.of(OLGA), "uid", Set.of(), Persons.PLAIN)).isEmpty();
    assertThat(Forgetting.by(List.of(OLGA, SVEN), "uid", Set.of(), Persons.PLAIN))
        .containsExactly(OLGA, SVEN);
  }

  @Test
  void onePersonTwiceIsOnePerson() {
    Stamp again = stamp(2, Stamp.Act.FORGET, "uid", "olga");
    assertThat(Forgetting.by(List.of(OLGA, again), "uid", Set.of(), Persons.PLAIN)).isEmpty();
  }

  @Test
  void onePersonOfTwoNamesIsOnePerson() {
    Persons persons = Persons.of(List.of(List.of("olga", "o.admin")), Machines.NONE);
    for (String name : List.of("OLGA", "\uFF4Flga", "o.admin")) {
      List<Stamp> both = List.of(OLGA, stamp(2, Stamp.Act.FORGET, "uid", name));
      assertThat(Forgetting.by(both, "uid", Set.of(), persons)).isEmpty();
    }
  }

  @Test
  void whoHadAPartInItOrIsAMachineDoesNotCount() {
    Persons persons = Persons.of(List.of(), new Machines(List.of("sven"), List.of()));
    List<Stamp> both = List.of(OLGA, SVEN);
    assertThat(Forgetting.by(both, "uid", Set.of("SVEN"), Persons.PLAIN)).isEmpty();
    assertThat(Forgetting.by(both, "uid", Set.of("rita"), Persons.PLAIN)).hasSize(2);
    assertThat(Forgetting.by(both, "uid", Set.of(), persons)).isEmpty();
  }

  @Test
  void whoDoesNotCountIsNamedOnceTwoHaveAsked() {
    Stamp other = stamp(2, Stamp.Act.FORGET, "uid", "OLGA");
    assertThat(Forgetting.unheard(List.of(OLGA), "uid", Set.of(), Persons.PLAIN)).isEmpty();
    assertThat(Forgetting.unheard(List.of(OLGA, SVEN), "uid", Set.of(), Persons.PLAIN)).isEmpty();
    assertThat(Forgetting.unheard(List.of(OLGA, other), "uid", Set.of(), Persons.PLAIN))
        .containsExactly("olga", "OLGA");
  }

  @Test
  void whatWasSaidOfAnotherRecordDoesNotCount() {
    Stamp other = stamp(2, Stamp.Act.FORGET, "other", "sven");
    assertThat(Forgetting.by(List.of(OLGA, other), "uid", Set.of(), Persons.PLAIN)).isEmpty();
  }

  @Test
  void noOtherActForgets() {
    Stamp denial = stamp(2, Stamp.Act.DENIAL, "uid", "sven");
    assertThat(Forgetting.by(List.of(OLGA, denial), "uid", Set.of(), Persons.PLAIN)).isEmpty();
  }

  private static Stamp stamp(int slot, Stamp.Act act, String uid, String user) {
    return new Stamp(act, slot, uid, "none", Set.of(), user, "the cluster is gone");
  }
}
