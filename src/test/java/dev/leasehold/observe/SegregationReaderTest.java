package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Segregation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegregationReaderTest {
  @Test
  void pairsHoldBothWaysAndAsManyAsThereAre() {
    Segregation read = SegregationReader.read("[[\"a.b\", \"c.d\"], [\"c.d\", \"a.e\"]]");
    assertThat(read.of("a.b")).containsExactly("c.d");
    assertThat(read.of("c.d")).containsExactlyInAnyOrder("a.b", "a.e");
    assertThat(read.of("a.e")).containsExactly("c.d");
    assertThat(read.of("x.y")).isEmpty();
    assertThat(SegregationReader.read("[]")).isEqualTo(Segregation.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "[\"a.b\"]",
        "[[\"a.b\"]]",
        "[[\"a.b\", \"a.b\"]]",
        "[[\"a.b\", \"c.d\", \"e.f\"]]",
        "[[\"a.b\", 7]]",
        "[[\"a.b\", \"cd\"]]",
        "[[\"a.b\", \"c.D\"]]"
      })
  void whatCannotBeMeantStopsTheOperatorByName(String json) {
    assertThatThrownBy(() -> SegregationReader.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("exclusions: expected ");
  }
}
