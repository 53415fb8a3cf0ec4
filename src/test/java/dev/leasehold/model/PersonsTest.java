package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is the same person, whatever a directory makes of a name, and who is none. */
class PersonsTest {
  private static final Persons LISTED =
      Persons.of(
          List.of(List.of("anna@example.com", "Anna-Admin", "a.n"), List.of("bob", "bob@example")),
          new Machines(List.of("CI-*", "robot"), List.of("Robots", "team-bots-*")));

  @ParameterizedTest
  @CsvSource({
    "olga, OLGA",
    "olga, ' olga '",
    "olga, \uFF4F\uFF4C\uFF47\uFF41",
    "olga@example.com, Olga@Example.COM",
    "stra\u00DFe, STRASSE",
    "\u03C3\u03C2, \u03A3\u03A3",
    "caf\u00E9, cafe\u0301",
    "\uFB01n, fin",
    "olga, '\u00A0olga'"
  })
  void namesThatOnlyLookDifferentAreOnePersons(String one, String other) {
    assertThat(Persons.PLAIN.same(one, other)).isTrue();
    assertThat(Persons.PLAIN.same(other, one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"olga, sven", "olga, olga2", "anna, anna-admin", "a b, ab", "olga, \u043Elga"})
  void othersAreOthers(String one, String other) {
    assertThat(Persons.PLAIN.same(one, other)).isFalse();
    assertThat(LISTED.same(one, other)).isFalse();
  }

  @Test
  void severalNamesOfOnePersonAreOnePersons() {
    for (String name : List.of("anna@example.com", "ANNA-ADMIN", "a.n", " A.N")) {
      assertThat(LISTED.same(name, "anna-admin")).as(name).isTrue();
      assertThat(Persons.PLAIN.same(name, "anna@example.com"))
          .isEqualTo(name.equals("anna@example.com"));
    }
    assertThat(LISTED.same("bob", "anna-admin")).isFalse();
  }

  @Test
  void machinesAreServiceAccountsAndWhoIsListed() {
    for (String name : List.of("system:serviceaccount:a:b", "ci-", "Ci-7", "robot", "ROBOT ")) {
      assertThat(LISTED.isMachine(name)).as(name).isTrue();
    }
    for (String name : List.of("c", "robot2", "anna-admin", "system:serviceaccounts")) {
      assertThat(LISTED.isMachine(name)).as(name).isFalse();
    }
    for (String group : List.of("robots", "ROBOTS", "team-bots-", "system:serviceaccounts")) {
      assertThat(LISTED.isMachine("x", List.of("people", group))).as(group).isTrue();
    }
    assertThat(LISTED.isMachine("x", List.of("robot", "ci-1", "team"))).isFalse();
    assertThat(Persons.PLAIN.isMachine("robot", List.of("robots"))).isFalse();
  }

  @Test
  void whatIsListedWronglyIsNamed() {
    assertThatThrownBy(() -> people(List.of(List.of("a", "b"), List.of("c", "B "))))
        .hasMessageContaining("people[1]")
        .hasMessageContaining("\"b\" is another person's already");
    assertThatThrownBy(() -> people(List.of(List.of("a", "A"))))
        .hasMessageContaining("people[0]: expected two or more names");
    assertThatThrownBy(() -> people(List.of(List.of("a", " "))))
        .hasMessageContaining("a name is blank");
    for (String entry : List.of("*", "", " * ")) {
      assertThatThrownBy(() -> new Machines(List.of(), List.of(entry)))
          .hasMessageContaining("machines.groups");
      assertThatThrownBy(() -> new Machines(List.of(entry), List.of()))
          .hasMessageContaining("machines.users");
    }
  }

  private static Persons people(List<List<String>> people) {
    return Persons.of(people, Machines.NONE);
  }
}
