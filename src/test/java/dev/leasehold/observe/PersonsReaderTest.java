package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Persons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonsReaderTest {
  @Test
  void peopleAndMachinesAreReadAsTheChartWritesThem() {
    Persons persons =
        PersonsReader.read("[[\"a\",\"b\"]]", "{\"users\":[\"ci-*\"],\"groups\":[\"bots\"]}");
    assertThat(persons.same("A", "b")).isTrue();
    assertThat(persons.isMachine("ci-1")).isTrue();
    assertThat(PersonsReader.groups("{\"groups\":[\"bots\"]}")).containsExactly("bots");
    assertThat(PersonsReader.read("[]", "{}")).isEqualTo(Persons.PLAIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}             | {}                | people: expected a list",
        "[\"a\"]          | {}                | people: expected a list",
        "[[\"a\", 1]]     | {}                | people: expected lists of names, found 1",
        "[[\"a\"]]        | {}                | people[0]: expected two or more",
        "[]             | []                | machines: expected an object",
        "[]             | {\"user\": [\"a\"]}   | machines: only users and groups",
        "[]             | {\"users\": \"a\"}    | machines.users: expected a list",
        "[]             | {\"users\": [\"*\"]}  | machines.users: \"*\" is no name",
        "[              | {}                | people: expected JSON"
      })
  void whatItDoesNotUnderstandIsNamed(String people, String machines, String message) {
    assertThatThrownBy(() -> PersonsReader.read(people, machines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
